package throughline.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.Engagement;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.terms.Line;

/** The promises of a contract: what each is priced at, and when it is billed. */
final class Obligations {

    private Obligations() {}

    static List<Map<String, String>> of(Moment moment) {
        return lines(moment).stream().map(line -> obligation(moment, line)).toList();
    }

    private static List<Line> lines(Moment moment) {
        return moment.state().terms().map(terms -> terms.lines()).orElse(List.of());
    }

    private static Map<String, String> obligation(Moment moment, Line line) {
        Engagement state = moment.state();
        Money recognized = state.revenue().of(line.id(), moment.currency());
        return Tables.row(
                "line", line.id(),
                "name", line.name(),
                "model", sold(moment, line).map(DealLine::pricingModel).orElse(""),
                "method", Tables.word(line.revenue()),
                "from", line.term().from().toString(),
                "until", line.term().until().toString(),
                "alone", alone(moment, line),
                "price", line.price().map(Tables::plain).orElse(""),
                "allocated", allocated(state, line),
                "committed", state.contract().committed(line).map(Tables::plain).orElse(""),
                "recognized", Tables.plain(recognized));
    }

    private static String allocated(Engagement state, Line line) {
        return Optional.ofNullable(state.agreement().changes().obligations().get(line.id()))
                .flatMap(obligation -> obligation.last().allocated())
                .map(Tables::plain)
                .orElse("");
    }

    private static Optional<DealLine> sold(Moment moment, Line line) {
        return moment.state().agreement().deal().stream()
                .flatMap(deal -> deal.lines().stream())
                .filter(each -> each.id().equals(line.id()))
                .findFirst();
    }

    private static String alone(Moment moment, Line line) {
        return sold(moment, line)
                .flatMap(DealLine::standaloneSellingPrice)
                .map(Tables::plain)
                .orElse("");
    }

    static List<Map<String, String>> schedule(Moment moment) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Line line : lines(moment)) {
            line.pricing()
                    .milestones()
                    .forEach(
                            each ->
                                    rows.add(
                                            part(
                                                    line,
                                                    each.id(),
                                                    each.due().map(Object::toString).orElse(""),
                                                    each.amount())));
            line.pricing()
                    .instalments()
                    .forEach(
                            each ->
                                    rows.add(
                                            part(
                                                    line,
                                                    each.id(),
                                                    each.on().toString(),
                                                    each.amount())));
        }
        return rows;
    }

    private static Map<String, String> part(Line line, String id, String on, Money amount) {
        return Tables.row("line", line.id(), "part", id, "on", on, "amount", Tables.plain(amount));
    }
}
