package throughline.console;

import java.util.List;

/** What people were told outside of the console, the newest first. */
public record NoticesView(Page page, boolean configured, List<Row> rows) {

    /** One message. */
    public record Row(
            String when,
            String owner,
            String address,
            String subject,
            String state,
            String tone,
            String sentence) {}
}
