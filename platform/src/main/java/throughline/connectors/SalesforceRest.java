package throughline.connectors;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.connectors.ConnectorException.Kind;

/**
 * A CRM of Salesforce's kind: writes fields back into records and reads what changed by {@code
 * SystemModstamp}. Polls stop before the daily limit does, so that writes still go through.
 */
final class SalesforceRest implements Connector {

    private static final Pattern USAGE = Pattern.compile("api-usage=(\\d+)/(\\d+)");
    private static final int PAGE = 200;

    private final Settings settings;
    private final VendorHttp http;
    private final Capabilities capabilities;
    private final String data;
    private volatile int usedPercent;

    SalesforceRest(Settings settings, VendorHttp http) {
        this.settings = settings;
        this.http = http;
        this.data = "/services/data/" + settings.text("apiVersion", "v64.0");
        this.capabilities =
                new Capabilities(
                        EnumSet.of(ActionKind.WRITE_BACK),
                        Set.of(),
                        EnumSet.of(ActionKind.WRITE_BACK),
                        settings.polls().keySet(),
                        settings.settles());
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Answer write(Action action, String idempotencyKey) {
        if (!capabilities.writes().contains(action.kind())) {
            return Answer.notWritten(action);
        }
        try {
            String id = Bodies.text(action, "id");
            String path =
                    data
                            + "/sobjects/"
                            + object(Bodies.text(action, "type"))
                            + "/"
                            + Request.escaped(id);
            Request request =
                    Request.patch("write back " + id, path, fields(action), action.key().value());
            if (call(request).body().length > 0) {
                // It answers a change without content; whatever says more did not take it.
                throw new ConnectorException(
                        request.call(settings.system()),
                        Kind.UNREADABLE,
                        "not-taken",
                        "its answer is not that of a change");
            }
            return new Answer.Confirmed(id, Map.of());
        } catch (ConnectorException failed) {
            return Answer.of(failed, true);
        }
    }

    private Map<String, Object> fields(Action action) {
        Map<String, Object> names = settings.below("writeBack").values();
        if (names.isEmpty()) {
            names =
                    Map.of(
                            "DeliveryStatus__c",
                            "status",
                            "ProjectKey__c",
                            "externalIds.CREATE_PROJECT");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        names.forEach(
                (field, path) ->
                        Bodies.at(action.body(), path.toString())
                                .ifPresent(value -> fields.put(field, value)));
        return fields;
    }

    @Override
    public Probe probe(Action action) {
        return Probe.notSearched(action);
    }

    @Override
    public Page read(String type, Watermark after) {
        String object = object(type);
        ConnectorException.Call call =
                new ConnectorException.Call(settings.system(), "read " + object, "poll-" + type);
        if (usedPercent >= settings.number("pollUntilPercent", 90)) {
            usedPercent = 0; // the next answer tells anew
            throw new ConnectorException(
                    call,
                    Kind.LIMITED,
                    "daily-limit",
                    "most of its daily limit is used, the rest is kept for writes");
        }
        Since since = Since.parse(after);
        Reply reply;
        try {
            reply = call(Request.get(call.operation(), path(type, since), call.correlationId()));
        } catch (ConnectorException refused) {
            if (since.cursor().isEmpty() || refused.kind() != Kind.REFUSED) {
                throw refused;
            }
            // The place in the result is forgotten there: begin again where this run began.
            since = since.restarted();
            reply = call(Request.get(call.operation(), path(type, since), call.correlationId()));
        }
        Map<String, Object> whole = reply.object();
        ChangeList.listed(call, whole, "records");
        return page(type, since, whole);
    }

    private String path(String type, Since since) {
        if (!since.cursor().isEmpty()) {
            return since.cursor();
        }
        String query =
                "SELECT FIELDS(ALL) FROM "
                        + object(type)
                        + " WHERE SystemModstamp >= "
                        + since.from(settings.overlap(type))
                        + " ORDER BY SystemModstamp, Id LIMIT "
                        + PAGE;
        return data + "/query?q=" + Request.escaped(query);
    }

    private Page page(String type, Since since, Map<String, Object> whole) {
        List<Page.Raw> records = new ArrayList<>();
        String newest = since.newest();
        for (Json.Item item : Json.items(whole, "records")) {
            Map<String, Object> each = item.object();
            String version = Json.text(each, "SystemModstamp").orElse("");
            newest = version.compareTo(newest) > 0 ? version : newest;
            records.add(
                    new Page.Raw(type, Json.text(each, "Id").orElse(""), version, item.bytes()));
        }
        Optional<String> cursor = Json.text(whole, "nextRecordsUrl");
        Since next = since.read(newest, cursor.orElse(""));
        return new Page(records, next.watermark(), cursor.isPresent());
    }

    private Reply call(Request request) {
        Reply reply = http.exchange(request);
        reply.headers()
                .firstValue("Sforce-Limit-Info")
                .map(USAGE::matcher)
                .filter(Matcher::find)
                .ifPresent(
                        usage ->
                                usedPercent =
                                        (int)
                                                (100
                                                        * Long.parseLong(usage.group(1))
                                                        / Math.max(
                                                                1,
                                                                Long.parseLong(usage.group(2)))));
        return reply;
    }

    /** The vendor's name of a type: {@code opportunity} is {@code Opportunity} there. */
    private static String object(String type) {
        return type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
    }

    @Override
    public void close() {
        http.close();
    }
}
