package throughline.connectors.declared;

import java.util.Optional;

/** How a list comes in pages. */
sealed interface Paging {

    /** All at once. */
    record Whole() implements Paging {}

    /**
     * By how many rows to leave out, {@code page.offset}.
     *
     * @param total how many rows there are, where the answer says so
     */
    record ByOffset(int size, Optional<Term> total) implements Paging {}

    /** By the number of the page, {@code page.number}. */
    record ByNumber(int size, int first, Optional<Term> more) implements Paging {}

    /** By a mark that the answer gives, {@code page.cursor}; nothing ends it. */
    record ByCursor(Term next) implements Paging {}

    /** By an address that the answer gives, in its body or its header {@code Link}. */
    record ByLink(Optional<Term> next) implements Paging {}

    /** How many records a page has at most; 0 where the system decides. */
    default int size() {
        return switch (this) {
            case ByOffset offset -> offset.size;
            case ByNumber number -> number.size;
            case Whole _, ByCursor _, ByLink _ -> 0;
        };
    }
}
