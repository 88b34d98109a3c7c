package throughline.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.billing.Invoice;
import throughline.billing.InvoiceKey;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engine.ClosedPeriods;
import throughline.journal.EngagementStore;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.rehearsal.Compensation.Treatment;

/** Works out, document by document, what going back asks of the outside world. */
final class Compensating {

    private final ClosedPeriods periods;
    private final LocalDate today;
    private final CreditsUnderWay underWay;

    private Compensating(ClosedPeriods periods, LocalDate today, CreditsUnderWay underWay) {
        this.periods = periods;
        this.today = today;
        this.underWay = underWay;
    }

    private static Compensating now(
            DataSource database, Release release, Collection<String> engagements) {
        return new Compensating(
                ClosedPeriods.read(database, release),
                LocalDate.now(ZoneOffset.UTC),
                CreditsUnderWay.read(database, engagements));
    }

    /** The plan that follows from what a rehearsal of the earlier release found. */
    static List<Compensation> plan(
            DataSource database, Release release, List<Findings.OneWrite> writes) {
        var ids = new TreeSet<String>();
        writes.forEach(each -> ids.add(each.engagement()));
        Compensating compensating = now(database, release, ids);
        List<Compensation> plan = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            for (String id : ids) {
                EngagementId engagement = new EngagementId(id);
                Engagement state =
                        EngagementStore.load(connection, List.of(engagement)).get(engagement);
                if (state != null) {
                    writes.stream()
                            .filter(each -> each.engagement().equals(id))
                            .map(each -> compensating.of(state, each.write()))
                            .forEach(plan::add);
                }
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the documents cannot be read", e);
        }
        return plan;
    }

    private Compensation of(Engagement state, Difference.Write write) {
        return switch (write.fate()) {
            case CREATED ->
                    item(state, write, Treatment.FOLLOWS, "It is made, as soon as it is due.");
            case REWORDED ->
                    item(state, write, Treatment.FOLLOWS, "It was not sent: it is asked for anew.");
            case WITHDRAWN ->
                    item(state, write, Treatment.FOLLOWS, "It was not sent: it is withdrawn.");
            case AMENDED, COMPENSATED -> sent(state, write);
        };
    }

    private Compensation sent(Engagement state, Difference.Write write) {
        return switch (write.kind()) {
            case "POST_INVOICE" -> invoice(state, write);
            case "POST_JOURNAL" ->
                    item(
                            state,
                            write,
                            Treatment.FOLLOWS,
                            "The journal stays; the difference is on the next one.");
            case "POST_CREDIT_NOTE" ->
                    item(
                            state,
                            write,
                            Treatment.CANNOT,
                            "The credit note stays; void it in %s if it must not stand."
                                    .formatted(write.system()));
            default ->
                    item(
                            state,
                            write,
                            Treatment.CANNOT,
                            ("%s holds it already and it is not sent again: correct it there, or"
                                            + " leave it (%s).")
                                    .formatted(
                                            write.system(),
                                            write.says().isEmpty()
                                                    ? "it is not wanted any more"
                                                    : write.says()));
        };
    }

    private Compensation invoice(Engagement state, Difference.Write write) {
        String key = state.id() + "/" + InvoiceKey.shortName(write.purpose());
        Invoice invoice = state.billing().invoices().get(key);
        if (invoice == null) {
            return item(state, write, Treatment.FOLLOWS, "It is not posted yet.");
        }
        switch (invoice.status()) {
            case Invoice.Status.Planned _ -> {
                return item(state, write, Treatment.FOLLOWS, "It is not posted yet.");
            }
            case Invoice.Status.Voided(var on) -> {
                return item(
                        state,
                        write,
                        Treatment.FOLLOWS,
                        ("It was voided in %s on %s: there is nothing to credit, and what it"
                                        + " billed is billed anew.")
                                .formatted(write.system(), on));
            }
            case Invoice.Status.Posted _ -> {
                return posted(state, write, invoice);
            }
        }
    }

    private Compensation posted(Engagement state, Difference.Write write, Invoice invoice) {
        Money zero = Money.zero(invoice.net().currency());
        Money much = write.before().orElse(invoice.net()).minus(write.after().orElse(zero));
        if (much.signum() <= 0) {
            return item(
                    state,
                    write,
                    Treatment.FOLLOWS,
                    much.isZero()
                            ? "Its amount stays; what else it says cannot be unsent (%s)."
                                    .formatted(write.says())
                            : "The difference of %s goes on a further invoice."
                                    .formatted(much.negated()));
        }
        return obstacle(state, invoice, much)
                .map(why -> item(state, write, Treatment.CANNOT, why))
                .orElseGet(() -> credit(state, write, invoice.key(), much));
    }

    private Compensation credit(Engagement state, Difference.Write write, String key, Money much) {
        LocalDate day = periods.landing(entity(state), today).orElse(today);
        return new Compensation(
                state.id().value(),
                write.purpose(),
                Treatment.CREDIT,
                "Credit %s of %s%s%s."
                        .formatted(
                                much,
                                key,
                                underWay.of(key)
                                        .map(", beside a credit of %s that is under way"::formatted)
                                        .orElse(""),
                                day.equals(today)
                                        ? ""
                                        : ", on %s, since the period of today is closed"
                                                .formatted(day)),
                key,
                Optional.of(much),
                "");
    }

    private static String entity(Engagement state) {
        return state.terms().map(terms -> terms.legalEntity()).orElse("");
    }

    /** Why an amount of a posted invoice cannot be credited; empty when it can. */
    private Optional<String> obstacle(Engagement state, Invoice invoice, Money much) {
        String key = invoice.key();
        Optional<Money> coming = underWay.of(key);
        Money credited = coming.map(invoice.credited()::plus).orElse(invoice.credited());
        Money left = invoice.net().minus(credited);
        if (much.compareTo(left) > 0) {
            return Optional.of(
                    "%s would be credited, but %s is left of %s%s: settle it with the customer."
                            .formatted(
                                    much,
                                    left,
                                    key,
                                    coming.map(", as a credit of %s is under way"::formatted)
                                            .orElse("")));
        }
        if (much.compareTo(left.minus(invoice.paid())) > 0) {
            return Optional.of(
                    ("%s is paid, so a credit of %s would be owed to the customer: refund it, or"
                                    + " let it be deducted from the next invoice.")
                            .formatted(key, much));
        }
        return periods.landing(entity(state), today).isPresent()
                ? Optional.empty()
                : Optional.of(
                        ("Every period of %s is closed, so %s of %s cannot be credited: open one,"
                                        + " then plan again.")
                                .formatted(entity(state), much, key));
    }

    /**
     * Credits of a plan that are not possible any more, with why: a customer paid, a period was
     * closed, the invoice was voided, or somebody credited it since the plan was made. What was
     * credited since may be what is planned; crediting that once more would be worse than not.
     */
    static Map<Compensation, String> impossible(
            DataSource database, Release release, long rehearsal, List<Compensation> credits) {
        List<String> ids = credits.stream().map(Compensation::engagement).distinct().toList();
        Compensating compensating = now(database, release, ids);
        SinceCredited since = SinceCredited.read(database, rehearsal);
        Map<Compensation, String> impossible = new LinkedHashMap<>();
        try (Connection connection = database.getConnection()) {
            for (Compensation each : credits) {
                EngagementId id = new EngagementId(each.engagement());
                @Nullable Engagement state = EngagementStore.load(connection, List.of(id)).get(id);
                @Nullable Invoice invoice =
                        state == null ? null : state.billing().invoices().get(each.invoice());
                (state == null || invoice == null
                                ? Optional.of(each.invoice() + " is not there any more.")
                                : compensating.since(state, invoice, each, since))
                        .ifPresent(why -> impossible.put(each, why));
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the documents cannot be read", e);
        }
        return impossible;
    }

    private Optional<String> since(
            Engagement state, Invoice invoice, Compensation credit, SinceCredited since) {
        return switch (invoice.status()) {
            case Invoice.Status.Voided(var on) ->
                    Optional.of(
                            "%s was voided on %s, so there is nothing to credit."
                                    .formatted(invoice.key(), on));
            case Invoice.Status.Planned _ ->
                    Optional.of("%s is not posted any more.".formatted(invoice.key()));
            case Invoice.Status.Posted _ ->
                    since.of(credit.invoice())
                            .or(() -> obstacle(state, invoice, credit.amount().orElseThrow()));
        };
    }

    private static Compensation item(
            Engagement state, Difference.Write write, Treatment treatment, String sentence) {
        return new Compensation(
                state.id().value(),
                write.purpose(),
                treatment,
                write.kind().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + sentence,
                "",
                write.before().or(write::after),
                "");
    }
}
