package throughline.decisions;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.engine.NewestRecords;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.Translation;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.RecordKey;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.people.Roles;
import throughline.policy.GateAnswer;
import throughline.policy.GateFacts;
import throughline.policy.GateReport;
import throughline.policy.Gates;
import throughline.policy.Violation;
import throughline.terms.Terms;
import throughline.wording.Kebab;

/**
 * Would this deal activate? Answered by the same mapping and the same gates that decide about deals
 * that arrive; nothing is kept.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class WouldActivate {

    private static final String DEAL = "deal";

    private final DataSource database;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Asks the release in force, knowing the records of a database. */
    public WouldActivate(DataSource database, Supplier<Release> release, InstantSource clock) {
        this.database = database;
        this.release = release;
        this.clock = clock;
    }

    /** A record as its system would send it. */
    public record Raw(String system, String type, Map<String, Object> record) {}

    /**
     * Asks.
     *
     * @param with other records that are not here yet, as the customer
     * @throws RefusedToPersonException when it is no deal, or one of a part that the person does
     *     not see
     */
    public Map<String, @Nullable Object> of(Actor by, Raw asked, List<Raw> with) {
        Map<RecordKey, CanonicalRecord> given = new HashMap<>();
        for (Raw each : with) {
            if (translate(each, given) instanceof Translation.Translated found) {
                given.put(found.record().key(), found.record());
            }
        }
        return switch (translate(asked, given)) {
            case Translation.Translated found when found.record() instanceof Deal deal ->
                    judged(by, deal, new NewestRecords(database, given));
            case Translation.Translated _ ->
                    throw RefusedToPersonException.faulty(
                            "no-deal",
                            "Cannot say: a %s of %s is no deal. Send the deal itself."
                                    .formatted(asked.type(), asked.system()));
            case Translation.Waiting waiting -> refused("waiting", waiting.sentence());
            case Translation.Refused refused ->
                    refused(
                            "not-understood",
                            refused.faults().stream()
                                    .map(fault -> fault.path() + ": " + fault.sentence())
                                    .collect(Collectors.joining(" ")));
            case Translation.Ignored ignored -> refused("left-aside", ignored.reason());
        };
    }

    private static Map<String, @Nullable Object> refused(String code, String sentence) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("activates", false);
        answer.put("code", code);
        answer.put("sentence", sentence);
        answer.put("gates", List.of());
        return answer;
    }

    private Translation translate(Raw raw, Map<RecordKey, CanonicalRecord> given) {
        Mapping mapping =
                release.get()
                        .mapping(raw.system(), raw.type())
                        .orElseThrow(
                                () ->
                                        RefusedToPersonException.faulty(
                                                "no-mapping",
                                                "Cannot say: the landscape maps no such record. It"
                                                        + " maps deals as "
                                                        + deals()
                                                        + "."));
        return mapping.translate(raw.record(), new NewestRecords(database, given));
    }

    /** The kinds of records that are deals, as {@code crm:opportunity}. */
    public List<String> deals() {
        return release.get().mappings().stream()
                .filter(mapping -> mapping.canonical().equals(DEAL))
                .map(mapping -> mapping.system() + ":" + mapping.type())
                .toList();
    }

    private Map<String, @Nullable Object> judged(Actor by, Deal deal, NewestRecords records) {
        if (!by.person().scope().sees(deal.unit().orElse(null), deal.legalEntity().orElse(null))) {
            throw new RefusedToPersonException(
                    Kind.NOT_ALLOWED,
                    "not-yours",
                    "You cannot ask about this deal: it belongs to a part of the enterprise that"
                            + " you do not see.");
        }
        Instant now = clock.instant();
        List<Customer> customers =
                records.find(deal.customer())
                        .filter(Customer.class::isInstance)
                        .map(Customer.class::cast)
                        .map(List::of)
                        .orElse(List.of());
        GateFacts facts =
                new GateFacts(
                        deal,
                        customers,
                        java.util.Set.of(),
                        Map.of(),
                        LocalDate.ofInstant(now, ZoneOffset.UTC));
        GateReport report =
                Gates.evaluate(facts, Roles.unit(release.get(), deal.unit()), release.get());
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("activates", report instanceof GateReport.Passed);
        answer.put("engagement", deal.key().toString());
        answer.put("stage", deal.stage().name().toLowerCase(Locale.ROOT));
        answer.put("content-hash", report.contentHash());
        answer.put("release", release.get().id().substring(0, 12));
        Optional<Terms> terms =
                report instanceof GateReport.Passed(var agreed, var _)
                        ? Optional.of(agreed)
                        : Optional.empty();
        answer.put("unit", terms.map(Terms::unit).orElse(null));
        answer.put("entity", terms.map(Terms::legalEntity).orElse(null));
        answer.put("tax-treatment", terms.map(Terms::taxTreatment).orElse(null));
        answer.put("project-template", terms.map(Terms::projectTemplate).orElse(null));
        List<Map<String, Object>> gates = new ArrayList<>();
        report.answers().forEach(each -> gates.add(told(each)));
        answer.put("gates", gates);
        return answer;
    }

    private static Map<String, Object> told(GateAnswer answer) {
        Map<String, Object> gate = new LinkedHashMap<>();
        gate.put("gate", Kebab.of(answer.gate()));
        gate.put("question", Gates.of(answer.gate()).question());
        gate.put("asked", answer.enabled());
        gate.put("passes", answer.passes());
        gate.put("decided", answer.value());
        gate.put("sources", answer.sources());
        List<Map<String, Object>> violations = new ArrayList<>();
        for (Violation violation : answer.standing()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("code", violation.code());
            each.put("sentence", violation.sentence());
            each.put("may-waive", violation.waivers());
            violations.add(each);
        }
        gate.put("violations", violations);
        return gate;
    }
}
