package throughline.console;

import java.util.List;

/** Who may do what here. */
public record PeopleView(Page page, List<Row> rows, List<Token> tokens) {

    /** One person. */
    public record Row(
            String login,
            String name,
            String roles,
            String units,
            String entities,
            String signsIn,
            boolean active) {}

    /**
     * A program that acts for a person.
     *
     * @param maker who made it, where that is somebody else
     */
    public record Token(
            String id,
            String name,
            String owner,
            String maker,
            String roles,
            String until,
            String tone) {}
}
