package throughline.landscape;

/**
 * Why a record of an outside system cannot be taken in as it is.
 *
 * @param path where it is wrong, in the source's own words: {@code close_value}, {@code
 *     lines[2].price}; the canonical field when the source names none
 * @param code published: {@code missing}, {@code wrong-type}, {@code bad-amount}, {@code bad-date},
 *     {@code unknown-currency}, {@code negative}, {@code unknown-value}, ...
 * @param sentence what was asked, why not, what would work
 */
public record Fault(String path, String code, String sentence) {}
