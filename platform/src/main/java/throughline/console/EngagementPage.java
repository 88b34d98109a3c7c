package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.align.Effect;
import throughline.billing.Invoice;
import throughline.billing.InvoiceKey;
import throughline.billing.LineTotals;
import throughline.console.EngagementView.Fact;
import throughline.console.EngagementView.Revenue;
import throughline.console.EngagementView.Write;
import throughline.console.OverviewView.Figure;
import throughline.engagement.BusinessException;
import throughline.engagement.Contract;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.insight.Promise;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.Terms;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;
import throughline.wording.Words;

/** One engagement as a page: its state as it is, its books and its timeline. */
final class EngagementPage {

    private static final String REVENUE =
            """
            select document as period, line, currency, sum(minor) as minor
            from posting where engagement = ? and happening = 'revenue-recognized'
            group by 1, 2, 3 having sum(minor) <> 0 order by 1 desc, 2
            """;

    private final JdbcClient database;
    private final Function<EngagementId, Optional<Engagement>> states;
    private final Supplier<Release> release;
    private final EngagementTimeline timeline;

    EngagementPage(
            JdbcClient database,
            Function<EngagementId, Optional<Engagement>> states,
            Supplier<Release> release) {
        this.database = database;
        this.states = states;
        this.release = release;
        this.timeline = new EngagementTimeline(database);
    }

    /** The page; empty when there is no engagement of that id. */
    Optional<EngagementView> view(String id, String enterprise, Instant now) {
        return states.apply(new EngagementId(id)).map(state -> view(state, enterprise, now));
    }

    private EngagementView view(Engagement state, String enterprise, Instant now) {
        String id = state.id().value();
        Optional<Terms> terms = state.terms();
        String name = state.agreement().deal().map(deal -> deal.name()).orElse(id);
        String stage = stage(state);
        EngagementTimeline.Story story = timeline.of(id, release.get().systems());
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        return new EngagementView(
                new Page(name, enterprise, "/engagements"),
                id,
                EngagementList.href(id),
                ChangeStream.topic(id),
                name,
                subtitle(state, terms),
                Wording.words(stage),
                EngagementList.tone(stage),
                figures(state, terms),
                exceptions(state, name),
                timeline.chart(id),
                facts(state, terms),
                GateStory.of(state, release.get(), today),
                ScheduleRows.of(state, terms),
                state.billing().invoices().values().stream().map(EngagementPage::invoice).toList(),
                revenue(id, terms),
                state.effects().byPurpose().values().stream().map(EngagementPage::write).toList(),
                PromiseRows.of(id, Promise.of(database, id), now),
                story.lanes(),
                story.moments(),
                story.more());
    }

    private static String stage(Engagement state) {
        return switch (state.contract()) {
            case Contract.Active _ -> "active";
            case Contract.Booked _ -> "contracted";
            case Contract.Cancelled _ -> "cancelled";
            case Contract.Proposed _ ->
                    state.agreement().violated().isPresent()
                            ? "blocked"
                            : state.agreement()
                                    .deal()
                                    .map(deal -> deal.stage().name().toLowerCase(Locale.ROOT))
                                    .orElse("open");
        };
    }

    private static String subtitle(Engagement state, Optional<Terms> terms) {
        List<String> parts = new ArrayList<>();
        state.agreement().customer().ifPresent(customer -> parts.add(customer.name()));
        terms.ifPresent(agreed -> parts.add(agreed.unit() + " · " + agreed.legalEntity()));
        return String.join(" · ", parts);
    }

    private static List<Figure> figures(Engagement state, Optional<Terms> terms) {
        if (terms.isEmpty()) {
            return state.agreement()
                    .deal()
                    .flatMap(deal -> deal.amount())
                    .map(
                            amount ->
                                    List.of(
                                            new Figure(
                                                    "Offered",
                                                    Wording.amount(amount),
                                                    "not booked")))
                    .orElse(List.of());
        }
        CurrencyUnit currency = terms.get().currency();
        Money value = Money.zero(currency);
        Money billed = Money.zero(currency);
        Money open = Money.zero(currency);
        Money recognized = Money.zero(currency);
        for (Line line : terms.get().lines()) {
            LineTotals totals = state.billing().line(line.id(), currency);
            value = value.plus(line.price().orElse(Money.zero(currency))).plus(totals.softBooked());
            billed = billed.plus(totals.billed()).minus(totals.credited());
            open = open.plus(totals.open());
            recognized = recognized.plus(state.revenue().of(line.id(), currency));
        }
        Money position = billed.minus(recognized);
        String held = position.signum() < 0 ? "contract asset " : "deferred ";
        return List.of(
                new Figure(
                        "Contract value",
                        Wording.amount(value),
                        Counted.of(terms.get().lines().size(), "line")),
                new Figure(
                        "Billed",
                        Wording.amount(billed),
                        Counted.of(state.billing().invoices().size(), "invoice")),
                new Figure("Open to bill", Wording.amount(open), "entitled, on no posted invoice"),
                new Figure(
                        "Recognized",
                        Wording.amount(recognized),
                        held
                                + Wording.amount(
                                        position.signum() < 0 ? position.negated() : position)),
                new Figure("Backlog", Wording.amount(value.minus(billed)), "agreed, not billed"));
    }

    private static List<ExceptionsView.Row> exceptions(Engagement state, String name) {
        return state.attention().exceptions().values().stream()
                .map(exception -> exception(state, exception, name))
                .toList();
    }

    private static ExceptionsView.Row exception(
            Engagement state, BusinessException exception, String name) {
        return new ExceptionsView.Row(
                exception.code(),
                GroupedAmounts.in(exception.sentence()),
                name,
                EngagementList.href(state.id().value()),
                exception.owner(),
                PromiseRows.deadline(state.attention(), exception),
                exception.atStake().map(Wording::amount).orElse("–"));
    }

    private static List<Fact> facts(Engagement state, Optional<Terms> terms) {
        List<Fact> facts = new ArrayList<>();
        terms.ifPresent(
                agreed -> {
                    facts.add(new Fact("Effective", agreed.effective().toString()));
                    facts.add(new Fact("Tax treatment", agreed.taxTreatment()));
                    facts.add(new Fact("Project template", agreed.projectTemplate()));
                    agreed.purchaseOrder()
                            .ifPresent(order -> facts.add(new Fact("Purchase order", order)));
                    agreed.lines().forEach(line -> facts.add(new Fact(line.name(), priced(line))));
                });
        state.agreement()
                .linked()
                .values()
                .forEach(
                        record ->
                                facts.add(
                                        new Fact(
                                                record.system() + " " + record.type(),
                                                record.id())));
        return facts;
    }

    private static String priced(Line line) {
        String model = Words.of(line.pricing().word());
        return line.price().map(price -> Wording.amount(price) + ", ").orElse("")
                + model
                + ", "
                + line.term().words()
                + ", "
                + Words.of(line.revenue());
    }

    private static EngagementView.Invoice invoice(Invoice invoice) {
        return switch (invoice.status()) {
            case Invoice.Status.Planned _ -> row(invoice, "under way", "planned", "warn", "–");
            case Invoice.Status.Posted(_, var number, _, var tax) ->
                    row(invoice, number, "posted", "good", Wording.amount(tax));
            case Invoice.Status.Voided _ -> row(invoice, "–", "void", "bad", "–");
        };
    }

    private static EngagementView.Invoice row(
            Invoice invoice, String number, String state, String tone, String tax) {
        return new EngagementView.Invoice(
                number,
                InvoiceKey.shortName(invoice.key()),
                "/explain/invoice?key=" + URLEncoder.encode(invoice.key(), StandardCharsets.UTF_8),
                invoice.date().toString(),
                state,
                tone,
                Wording.amount(invoice.net()),
                tax);
    }

    private List<Revenue> revenue(String id, Optional<Terms> terms) {
        return database.sql(REVENUE)
                .param(id)
                .query(
                        (row, number) -> {
                            String line = row.getString("line");
                            return new Revenue(
                                    row.getString("period"),
                                    lineName(terms, line),
                                    method(terms, line),
                                    Wording.amount(
                                            row.getString("currency"), row.getLong("minor")));
                        })
                .list();
    }

    private static String lineName(Optional<Terms> terms, String id) {
        return line(terms, id).map(Line::name).orElse(id);
    }

    private static String method(Optional<Terms> terms, String id) {
        return line(terms, id).map(line -> Wording.words(line.revenue().name())).orElse("–");
    }

    private static Optional<Line> line(Optional<Terms> terms, String id) {
        return terms.stream()
                .flatMap(agreed -> agreed.lines().stream())
                .filter(line -> line.id().equals(id))
                .findFirst();
    }

    private static Write write(Effect effect) {
        String what = Words.of(effect.kind());
        return switch (effect.status()) {
            case Effect.Status.Planned _ ->
                    new Write(effect.system(), what, "under way", "accent", "–");
            case Effect.Status.Confirmed(var id, _) ->
                    new Write(effect.system(), what, "confirmed", "good", id);
            case Effect.Status.Rejected(_, var sentence) ->
                    new Write(effect.system(), what, "refused", "bad", GroupedAmounts.in(sentence));
            case Effect.Status.Ambiguous(var sentence) ->
                    new Write(
                            effect.system(), what, "unclear", "warn", GroupedAmounts.in(sentence));
            case Effect.Status.Cancelled(var by, var reason) ->
                    new Write(effect.system(), what, "cancelled", "warn", by + ": " + reason);
            case Effect.Status.Withdrawn _ ->
                    new Write(effect.system(), what, "withdrawn", "", "–");
        };
    }
}
