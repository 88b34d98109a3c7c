package throughline.console;

import java.util.List;

/**
 * What failed technically, and messages that were put aside: for operators, not for the business.
 */
public record OperatingView(
        Page page, List<Incident> incidents, List<Reason> reasons, List<Message> messages) {

    /** Something that failed. */
    public record Incident(
            String area,
            String subject,
            String code,
            String sentence,
            long seen,
            String since,
            String last,
            boolean open) {}

    /** Why messages were put aside, and how many. */
    public record Reason(String code, String href, long messages, boolean chosen) {}

    /** A message that was put aside. */
    public record Message(
            String record,
            String href,
            String code,
            String sentence,
            String origin,
            String since) {}

    /** One message in full. */
    public record Story(
            Page page,
            long id,
            String record,
            String code,
            String sentence,
            String origin,
            String received,
            int attempts,
            List<String> waitsFor,
            String raw,
            List<Field> fields,
            String why,
            String once) {}

    /** One field as it would be understood. */
    public record Field(String path, String value) {}
}
