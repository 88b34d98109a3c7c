package throughline.connectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads lists of changes: items from an instant on, oldest first, page by page behind a cursor. */
final class ChangeList {

    private static final int PAGE = 200;

    private ChangeList() {}

    /** What is asked for: the type as we call it, and where the vendor lists it. */
    record Asked(String type, String path) {}

    static Page read(Settings settings, VendorHttp http, Asked asked, Watermark after) {
        Since since = Since.parse(after);
        String operation = "read " + asked.type();
        String correlationId = "poll-" + asked.type();
        Reply reply;
        try {
            reply =
                    http.exchange(
                            Request.get(operation, path(settings, asked, since), correlationId));
        } catch (ConnectorException refused) {
            if (since.cursor().isEmpty() || refused.kind() != ConnectorException.Kind.REFUSED) {
                throw refused;
            }
            // The cursor is forgotten there: begin again where this run began.
            since = since.restarted();
            reply =
                    http.exchange(
                            Request.get(operation, path(settings, asked, since), correlationId));
        }
        Map<String, Object> whole = reply.object();
        listed(
                new ConnectorException.Call(settings.system(), operation, correlationId),
                whole,
                "items");
        return page(asked.type(), since, whole);
    }

    /**
     * An answer without its list is no empty list: nothing may be taken for read.
     *
     * @throws ConnectorException when there is no list of that name
     */
    static void listed(ConnectorException.Call call, Map<String, Object> whole, String name) {
        if (!(whole.get(name) instanceof List<?>)) {
            throw new ConnectorException(
                    call,
                    ConnectorException.Kind.UNREADABLE,
                    "no-list",
                    "its answer has no list " + name);
        }
    }

    private static String path(Settings settings, Asked asked, Since since) {
        // The overlap is taken off once per run: a cursor holds for the instant that it was given
        // for.
        Since from = since.cursor().isEmpty() ? since : since.restarted();
        String path =
                asked.path()
                        + "?modifiedSince="
                        + Request.escaped(from.from(settings.overlap(asked.type())))
                        + "&limit="
                        + PAGE;
        return since.cursor().isEmpty() ? path : path + "&after=" + Request.escaped(since.cursor());
    }

    private static Page page(String type, Since since, Map<String, Object> whole) {
        List<Page.Raw> records = new ArrayList<>();
        String newest = since.newest();
        for (Json.Item item : Json.items(whole, "items")) {
            Map<String, Object> each = item.object();
            String changed = Json.text(each, "modifiedAt").orElse("");
            newest = changed.compareTo(newest) > 0 ? changed : newest;
            records.add(
                    new Page.Raw(
                            type,
                            Json.text(each, "id").orElse(""),
                            Json.text(each, "version").orElse(changed),
                            item.bytes()));
        }
        Optional<String> cursor = Json.text(whole, "next");
        return new Page(
                records, since.read(newest, cursor.orElse("")).watermark(), cursor.isPresent());
    }
}
