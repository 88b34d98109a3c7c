package throughline.connectors;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.connectors.ConnectorException.Kind;

/**
 * An ERP with companies. Customers are protected by an idempotency key; everything else is searched
 * for by our reference, since a second request would make a second document. An invoice is drafted
 * and posted as one write that takes up what an earlier attempt left, and has it say what is wanted
 * now.
 */
final class ErpRest implements Connector {

    private static final Set<ActionKind> WRITES =
            EnumSet.of(
                    ActionKind.CREATE_CUSTOMER,
                    ActionKind.CREATE_CONTRACT,
                    ActionKind.POST_INVOICE,
                    ActionKind.POST_CREDIT_NOTE,
                    ActionKind.POST_JOURNAL);

    private final Settings settings;
    private final VendorHttp http;
    private final ErpBodies bodies;
    private final Capabilities capabilities;

    ErpRest(Settings settings, VendorHttp http) {
        this.settings = settings;
        this.http = http;
        this.bodies = new ErpBodies(this::search);
        this.capabilities =
                new Capabilities(
                        WRITES,
                        WRITES,
                        EnumSet.of(ActionKind.CREATE_CUSTOMER),
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
        Request first;
        try {
            Optional<Map<String, Object>> begun =
                    action.kind() == ActionKind.POST_INVOICE
                            ? search(action, "sales-invoices", action.naturalKey())
                            : Optional.empty();
            if (begun.isPresent() && !isDraft(begun.get())) {
                return confirmed(action, begun.get());
            }
            Optional<String> draft = begun.flatMap(Documents::identified);
            first =
                    draft.isPresent()
                            ? redrafted(action, draft.get())
                            : create(action, idempotencyKey);
        } catch (ConnectorException failed) {
            // Only searched so far: nothing was written, whatever went wrong.
            return Answer.of(failed, true);
        }
        try {
            return confirmed(action, posted(action, http.exchange(first).object()));
        } catch (ConnectorException failed) {
            return Answer.of(failed, action.kind() == ActionKind.CREATE_CUSTOMER);
        }
    }

    /** What an earlier attempt drafted may say what was wanted then: another day, other lines. */
    private Request redrafted(Action action, String id) {
        return Request.patch(
                "change the draft of invoice " + action.naturalKey(),
                path(action, "sales-invoices") + "/" + Request.escaped(id),
                bodies.of(action),
                action.key().value());
    }

    private Request create(Action action, String idempotencyKey) {
        Request request =
                Request.post(
                        "create " + collection(action.kind()) + " " + action.naturalKey(),
                        path(action, collection(action.kind())),
                        bodies.of(action),
                        action.key().value());
        return switch (action.kind()) {
            case CREATE_CUSTOMER, POST_INVOICE -> request.with("Idempotency-Key", idempotencyKey);
            case CREATE_CONTRACT,
                    CREATE_PROJECT,
                    UPDATE_PROJECT,
                    POST_CREDIT_NOTE,
                    POST_JOURNAL,
                    WRITE_BACK ->
                    request;
        };
    }

    /** Invoices come as drafts and are posted; whatever else comes is final. */
    private Map<String, Object> posted(Action action, Map<String, Object> document) {
        Optional<String> id = Documents.identified(document);
        if (!isDraft(document) || id.isEmpty()) {
            return document;
        }
        return http.exchange(
                        Request.post(
                                "post invoice " + action.naturalKey(),
                                path(action, "sales-invoices")
                                        + "/"
                                        + Request.escaped(id.get())
                                        + "/post",
                                Map.of(),
                                action.key().value()))
                .object();
    }

    private static boolean isDraft(Map<String, Object> document) {
        return Json.text(document, "status").equals(Optional.of("draft"));
    }

    private Answer confirmed(Action action, Map<String, Object> document) {
        if (!Json.text(document, "reference").equals(Optional.of(action.naturalKey()))) {
            return Documents.withoutId(settings.system(), action);
        }
        return Documents.identified(document)
                .<Answer>map(id -> new Answer.Confirmed(id, Documents.decided(document)))
                .orElseGet(() -> Documents.withoutId(settings.system(), action));
    }

    @Override
    public Probe probe(Action action) {
        if (!capabilities.probes().contains(action.kind())) {
            return Probe.notSearched(action);
        }
        try {
            return Documents.found(
                    search(action, collection(action.kind()), action.naturalKey()).stream()
                            .filter(found -> !isDraft(found))
                            .toList());
        } catch (ConnectorException failed) {
            return new Probe.CannotTell(failed.sentence());
        }
    }

    private Optional<Map<String, Object>> search(
            Action action, String collection, String reference) {
        return Json.objects(
                        http.exchange(
                                        Request.get(
                                                "look for " + collection + " " + reference,
                                                path(action, collection)
                                                        + "?reference="
                                                        + Request.escaped(reference),
                                                action.key().value()))
                                .object(),
                        "items")
                .stream()
                .findFirst();
    }

    private String path(Action action, String collection) {
        String company = company(Bodies.text(action, "entity"));
        return "/v2/companies/" + Request.escaped(company) + "/" + collection;
    }

    private String company(String entity) {
        return settings.below("companies").text(entity, entity);
    }

    private static String collection(ActionKind kind) {
        return switch (kind) {
            case CREATE_CUSTOMER -> "customers";
            case CREATE_CONTRACT -> "contracts";
            case POST_INVOICE -> "sales-invoices";
            case POST_CREDIT_NOTE -> "credit-notes";
            case POST_JOURNAL -> "journals";
            case CREATE_PROJECT, UPDATE_PROJECT, WRITE_BACK ->
                    throw new IllegalStateException("an ERP has nothing for " + kind);
        };
    }

    @Override
    public Page read(String type, Watermark after) {
        List<String> companies = companies();
        Map<String, String> marks = new LinkedHashMap<>();
        Json.object(after.text().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .orElse(Map.of())
                .forEach((company, mark) -> marks.put(company, mark.toString()));
        List<Page.Raw> records = new java.util.ArrayList<>();
        boolean more = false;
        for (String company : companies) {
            ChangeList.Asked asked =
                    new ChangeList.Asked(type, "/v2/companies/" + company + "/" + type + "s");
            Page page =
                    ChangeList.read(
                            settings, http, asked, new Watermark(marks.getOrDefault(company, "")));
            records.addAll(page.records());
            marks.put(company, page.next().text());
            more = more || page.more();
        }
        String next = new String(Json.write(marks), java.nio.charset.StandardCharsets.UTF_8);
        return new Page(records, new Watermark(next), more);
    }

    private List<String> companies() {
        Map<String, Object> mapped = settings.below("companies").values();
        List<String> companies =
                mapped.isEmpty()
                        ? settings.entities()
                        : mapped.values().stream().map(Object::toString).distinct().toList();
        if (companies.isEmpty()) {
            throw new ConnectorException(
                    new ConnectorException.Call(settings.system(), "poll", "poll"),
                    Kind.REFUSED,
                    "no-companies",
                    "its file in the landscape names neither entities nor companies");
        }
        return companies;
    }

    @Override
    public void close() {
        http.close();
    }
}
