package throughline.connectors;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.salesforce.Branch;
import throughline.connectors.salesforce.ChangeFeed;
import throughline.connectors.salesforce.ChangedRecords;
import throughline.connectors.salesforce.Made;
import throughline.connectors.salesforce.Org;
import throughline.connectors.salesforce.Upserts;

/**
 * A CRM of Salesforce's kind: writes fields back into records, makes records under external ids of
 * ours, and reads what changed. Polls stop before the daily limit does, so that writes still go
 * through.
 */
final class SalesforceRest implements Connector {

    /** How often it is asked which records are gone for good. */
    private static final Duration GONE = Duration.ofHours(1);

    private static final int PAGE = 500;
    private static final int PAGE_AT_LEAST = 200;
    private static final int PAGE_AT_MOST = 2000;

    private final Settings settings;
    private final VendorHttp http;
    private final Capabilities capabilities;
    private final Org org;
    private final ChangedRecords changed;
    private final ChangeFeed feed;
    private final Upserts upserts;
    private final Map<ActionKind, Made> made = new EnumMap<>(ActionKind.class);

    SalesforceRest(Settings settings, VendorHttp http) {
        this.settings = settings;
        this.http = http;
        this.org = new Org(http, settings.system(), settings.text("apiVersion", "v64.0"));
        this.changed = new ChangedRecords(org, object -> wish(object, GONE));
        this.feed = feed();
        this.upserts = new Upserts(org);
        Settings declared = settings.below("upserts");
        declared.values()
                .keySet()
                .forEach(
                        kind ->
                                made.put(
                                        ActionKind.valueOf(kind),
                                        Made.of(declared.below(kind).values())));
        EnumSet<ActionKind> searched = EnumSet.noneOf(ActionKind.class);
        searched.addAll(made.keySet());
        searched.remove(ActionKind.WRITE_BACK);
        EnumSet<ActionKind> written = searched.clone();
        written.add(ActionKind.WRITE_BACK);
        this.capabilities =
                new Capabilities(
                        written, searched, written, settings.polls().keySet(), settings.settles());
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
            return action.kind() == ActionKind.WRITE_BACK
                    ? writtenBack(action)
                    : upserts.write(action, Objects.requireNonNull(made.get(action.kind())));
        } catch (ConnectorException failed) {
            return Answer.of(failed, true);
        }
    }

    private Answer writtenBack(Action action) {
        String id = Bodies.text(action, "id");
        String path =
                "%s/sobjects/%s/%s"
                        .formatted(
                                org.data(),
                                SalesforceChecks.object(Bodies.text(action, "type")),
                                Request.escaped(id));
        Request request =
                Request.patch("write back " + id, path, fields(action), action.key().value());
        Made beside = made.get(ActionKind.WRITE_BACK);
        if (beside != null) {
            upserts.beside(action, beside, id, request);
        } else if (org.call(request).body().length > 0) {
            // It answers a change without content; whatever says more did not take it.
            throw new ConnectorException(
                    request.call(settings.system()),
                    Kind.UNREADABLE,
                    "not-taken",
                    "its answer is not that of a change");
        }
        return new Answer.Confirmed(id, Map.of());
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
                        Json.at(action.body(), path.toString())
                                .ifPresent(value -> fields.put(field, value)));
        return fields;
    }

    @Override
    public Probe probe(Action action) {
        return capabilities.probes().contains(action.kind())
                ? upserts.probe(action, Objects.requireNonNull(made.get(action.kind())))
                : Probe.notSearched(action);
    }

    @Override
    public Page read(String type, Watermark after) {
        String object = SalesforceChecks.object(type);
        if (org.usedPercent() >= settings.number("pollUntilPercent", 90)) {
            throw new ConnectorException(
                    new ConnectorException.Call(
                            settings.system(), "read " + object, "poll-" + type),
                    Kind.LIMITED,
                    "daily-limit",
                    "most of its daily limit is used, the rest is kept for writes");
        }
        return type.equals(Settings.CHANGE_EVENTS)
                ? feed.read(after)
                : changed.read(type, object, after);
    }

    private ChangeFeed feed() {
        Settings declared = settings.below(Settings.CHANGE_EVENTS);
        Map<String, String> objects = new LinkedHashMap<>();
        for (String type : settings.polls().keySet()) {
            if (!type.equals(Settings.CHANGE_EVENTS)) {
                objects.put(type, SalesforceChecks.object(type));
            }
        }
        return new ChangeFeed(
                org,
                declared.text("channel", "/data/ChangeEvents"),
                new ChangedRecords(org, object -> wish(object, Duration.ZERO)),
                objects,
                declared.duration("overlap", Duration.ofMinutes(5)));
    }

    private ChangedRecords.Wish wish(String object, Duration gone) {
        List<Branch> children =
                settings.below("children").values().get(object) instanceof List<?> named
                        ? Branch.of(named)
                        : List.of();
        int batch = Math.clamp(settings.number("batchSize", PAGE), PAGE_AT_LEAST, PAGE_AT_MOST);
        return new ChangedRecords.Wish(children, settings.overlap(object), batch, gone);
    }

    @Override
    public void close() {
        http.close();
    }
}
