package throughline.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.correlation.Trace;

/**
 * What is published, described as AsyncAPI 3 for whoever builds a consumer from a description. The
 * one place that says what the data of each milestone holds.
 */
public final class AsyncApi {

    /** What a part of the data is. */
    private enum Kind {
        TEXT,
        DAY,
        AMOUNT,
        SHARE
    }

    /**
     * A part of the data.
     *
     * @param always whether it is there every time
     */
    private record Part(String name, Kind kind, boolean always) {}

    private record Told(String type, String title, String when, List<Part> parts) {}

    private static final List<Told> TOLD =
            List.of(
                    new Told(
                            Milestones.OPPORTUNITY_CLOSED,
                            "Opportunity closed",
                            "A deal was won. Told once per engagement.",
                            List.of(
                                    always("name", Kind.TEXT),
                                    always("customer", Kind.TEXT),
                                    sometimes("amount", Kind.AMOUNT),
                                    sometimes("closeDate", Kind.DAY),
                                    sometimes("unit", Kind.TEXT))),
                    new Told(
                            Milestones.PROJECT_ACTIVATED,
                            "Project activated",
                            "Every system holds what activation needs.",
                            List.of(always("on", Kind.DAY))),
                    new Told(
                            Milestones.MILESTONE_APPROVED,
                            "Milestone approved",
                            "The customer accepted a milestone, in full or in part.",
                            List.of(
                                    always("line", Kind.TEXT),
                                    always("milestone", Kind.TEXT),
                                    always("on", Kind.DAY),
                                    always("share", Kind.SHARE))),
                    new Told(
                            Milestones.INVOICE_POSTED,
                            "Invoice posted",
                            "The financial system posted an invoice.",
                            List.of(
                                    always("invoice", Kind.TEXT),
                                    always("externalId", Kind.TEXT),
                                    always("number", Kind.TEXT),
                                    always("date", Kind.DAY),
                                    always("net", Kind.AMOUNT),
                                    always("tax", Kind.AMOUNT))),
                    new Told(
                            Milestones.INVOICE_VOIDED,
                            "Invoice voided",
                            "A posted invoice was voided in the financial system.",
                            List.of(
                                    always("invoice", Kind.TEXT),
                                    always("on", Kind.DAY),
                                    always("net", Kind.AMOUNT))),
                    new Told(
                            Milestones.REVENUE_RECOGNIZED,
                            "Revenue recognized",
                            "Revenue was recognized, or taken back when its amount is negative.",
                            List.of(
                                    always("line", Kind.TEXT),
                                    always("period", Kind.TEXT),
                                    always("effective", Kind.DAY),
                                    always("amount", Kind.AMOUNT),
                                    always("method", Kind.TEXT))),
                    new Told(
                            Milestones.CONTRACT_DEVIATED,
                            "Contract deviated",
                            "A system sends something else than its contract says. Told once.",
                            List.of(
                                    always("system", Kind.TEXT),
                                    always("type", Kind.TEXT),
                                    always("path", Kind.TEXT),
                                    always("class", Kind.TEXT),
                                    always("value", Kind.TEXT),
                                    always("policy", Kind.TEXT),
                                    always("owner", Kind.TEXT),
                                    always("sentence", Kind.TEXT))));

    private static final String KAFKA_BINDING = "0.5.0";

    private AsyncApi() {}

    private static Part always(String name, Kind kind) {
        return new Part(name, kind, true);
    }

    private static Part sometimes(String name, Kind kind) {
        return new Part(name, kind, false);
    }

    /** The whole document, ready to be written as JSON. */
    public static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("asyncapi", "3.0.0");
        document.put("info", info());
        document.put("defaultContentType", CloudEvents.MEDIA_TYPE);
        document.put("servers", ordered("throughline", server(), "broker", broker()));
        document.put("channels", channels());
        document.put("operations", operations());
        document.put("components", ordered("messages", messages(), "schemas", schemas()));
        return document;
    }

    private static Map<String, Object> info() {
        return ordered(
                "title",
                "Throughline business milestones",
                "version",
                "1.0.0",
                "description",
                "Six milestones between a closed deal and recognized revenue, as"
                        + " CloudEvents 1.0. Each is heard at least once, those of one"
                        + " engagement in their order. One more tells that a system sends"
                        + " something else than its contract says.",
                "license",
                ordered("name", "Apache-2.0"));
    }

    private static Map<String, Object> server() {
        return ordered(
                "host",
                "{host}",
                "protocol",
                "http",
                "variables",
                ordered("host", ordered("default", "127.0.0.1:8484")));
    }

    private static Map<String, Object> broker() {
        return ordered(
                "host",
                "{host}",
                "protocol",
                "kafka",
                "description",
                "A broker that the landscape declares; only where it does.",
                "variables",
                ordered("host", ordered("default", "127.0.0.1:9092")));
    }

    /** All types in one topic, since only there they are in one order. */
    private static Map<String, Object> topic(Map<String, Object> refs) {
        return ordered(
                "address",
                "{topic}",
                "title",
                "Topic of a broker",
                "description",
                "One message for each event; its key is the engagement, so that those of one"
                        + " engagement are in one partition, in their order. Read it with"
                        + " isolation.level=read_committed.",
                "servers",
                List.of(reference("servers/broker")),
                "parameters",
                ordered("topic", ordered("default", "throughline.milestones")),
                "messages",
                refs,
                "bindings",
                ordered("kafka", ordered("bindingVersion", KAFKA_BINDING)));
    }

    private static Map<String, Object> channels() {
        Map<String, Object> refs = new LinkedHashMap<>();
        for (Told told : TOLD) {
            refs.put(name(told), reference("components/messages/" + name(told)));
        }
        Map<String, Object> subscribers = new LinkedHashMap<>();
        subscribers.put("address", null);
        subscribers.put("title", "Web addresses that subscribed");
        subscribers.put(
                "description",
                "POST to the address of each subscription, signed as Standard Webhooks says.");
        subscribers.put("messages", refs);
        return ordered(
                "milestones",
                ordered(
                        "address",
                        "/api/v1/milestones",
                        "title",
                        "Server-sent events",
                        "description",
                        "GET; the field data of each event is the CloudEvent, its id goes"
                                + " into Last-Event-ID to go on after it.",
                        "servers",
                        List.of(reference("servers/throughline")),
                        "messages",
                        refs),
                "subscribers",
                subscribers,
                "topic",
                topic(refs));
    }

    private static Map<String, Object> operations() {
        return ordered(
                "streamMilestones",
                ordered(
                        "action", "send",
                        "channel", reference("channels/milestones"),
                        "summary", "Streams what becomes final."),
                "tellSubscribers",
                ordered(
                        "action", "send",
                        "channel", reference("channels/subscribers"),
                        "summary", "Posts what becomes final, until it is heard."),
                "tellTopic",
                ordered(
                        "action", "send",
                        "channel", reference("channels/topic"),
                        "summary", "Writes what becomes final to a topic, at least once."));
    }

    private static Map<String, Object> messages() {
        Map<String, Object> messages = new LinkedHashMap<>();
        for (Told told : TOLD) {
            messages.put(
                    name(told),
                    ordered(
                            "name", told.type(),
                            "title", told.title(),
                            "summary", told.when(),
                            "contentType", CloudEvents.MEDIA_TYPE,
                            "payload", reference("components/schemas/" + name(told)),
                            "bindings", bindings()));
        }
        return messages;
    }

    private static Map<String, Object> bindings() {
        Map<String, Object> key =
                ordered("type", "string", "description", "The engagement, as in subject.");
        return ordered("kafka", ordered("key", key, "bindingVersion", KAFKA_BINDING));
    }

    private static Map<String, Object> schemas() {
        Map<String, Object> schemas = new LinkedHashMap<>();
        for (Told told : TOLD) {
            schemas.put(name(told), schema(told));
        }
        return schemas;
    }

    /** The JSON Schema of a milestone as it is sent, without references to others. */
    static Map<String, Object> schema(String type) {
        return TOLD.stream()
                .filter(told -> told.type().equals(type))
                .findFirst()
                .map(AsyncApi::schema)
                .orElseThrow(() -> new IllegalArgumentException("nothing is said of " + type));
    }

    private static Map<String, Object> schema(Told told) {
        Map<String, Object> data = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        // What a vendor's system sends concerns no engagement in particular.
        if (!told.type().equals(Milestones.CONTRACT_DEVIATED)) {
            data.put("engagement", text());
            required.add("engagement");
        }
        for (Part part : told.parts()) {
            data.put(part.name(), of(part.kind()));
            if (part.always()) {
                required.add(part.name());
            }
        }
        Map<String, Object> event =
                ordered(
                        "specversion", ordered("const", "1.0"),
                        "id", ordered("type", "string", "pattern", "^tl_[0-9a-f]{32}$"),
                        "source", ordered("type", "string", "format", "uri-reference"),
                        "type", ordered("const", told.type()),
                        "subject", text(),
                        "time", ordered("type", "string", "format", "date-time"),
                        "datacontenttype", ordered("const", "application/json"),
                        "data", closed(data, required));
        List<String> always = List.copyOf(event.keySet());
        event.put(
                Trace.TRACEPARENT,
                ordered("type", "string", "pattern", "^00-[0-9a-f]{32}-[0-9a-f]{16}-01$"));
        return closed(event, always);
    }

    private static Map<String, Object> of(Kind kind) {
        return switch (kind) {
            case TEXT -> text();
            case DAY -> ordered("type", "string", "format", "date");
            case SHARE -> ordered("type", "string", "pattern", "^[0-9]+(\\.[0-9]+)?$");
            case AMOUNT ->
                    closed(
                            ordered(
                                    "currency",
                                    ordered("type", "string", "pattern", "^[A-Z]{3}$"),
                                    "amount",
                                    ordered("type", "string", "pattern", "^-?[0-9]+(\\.[0-9]+)?$")),
                            List.of("currency", "amount"));
        };
    }

    private static Map<String, Object> text() {
        return ordered("type", "string");
    }

    private static Map<String, Object> closed(
            Map<String, Object> properties, List<String> required) {
        return ordered(
                "type",
                "object",
                "properties",
                properties,
                "required",
                required,
                "additionalProperties",
                false);
    }

    /** {@code dev.throughline.invoice.posted.v1} is {@code invoice-posted}. */
    private static String name(Told told) {
        String[] words = told.type().split("\\.");
        return words[2] + "-" + words[3];
    }

    private static Map<String, Object> reference(String to) {
        return Map.of("$ref", "#/" + to);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return values;
    }
}
