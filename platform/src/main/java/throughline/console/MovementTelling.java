package throughline.console;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import throughline.console.MovementsView.Block;
import throughline.console.MovementsView.Item;
import throughline.console.MovementsView.Posted;
import throughline.insight.BridgeAnswer;
import throughline.insight.RollForwardAnswer;
import throughline.money.Money;
import tools.jackson.databind.json.JsonMapper;

/** Tells roll-forwards and bridges as waterfalls and tables. */
final class MovementTelling {

    private static final int MOST = 500;
    private static final String ITEM = "item";
    private static final String IN = "in";

    private final Map<String, String> asked;
    private final Function<Map<String, String>, String> address;
    private final JsonMapper json = JsonMapper.shared();

    MovementTelling(Map<String, String> asked, Function<Map<String, String>, String> address) {
        this.asked = asked;
        this.address = address;
    }

    /** What the page shows. */
    record Told(
            String sentence,
            List<Block> blocks,
            List<String> remarks,
            String opened,
            List<Posted> postings,
            String more) {

        static Told nothing(String sentence) {
            return new Told(sentence, List.of(), List.of(), "", List.of(), "");
        }
    }

    Told rolled(RollForwardAnswer.Rolled rolled, RollForwardAnswer opened) {
        List<Block> blocks = new ArrayList<>();
        for (RollForwardAnswer.Row row : rolled.rows()) {
            Map<String, String> items = new LinkedHashMap<>();
            row.items().forEach((item, amount) -> items.put(item.text(), amount));
            Ends ends =
                    row.defined()
                            ? new Ends("Opening", row.opening(), "Closing", row.closing())
                            : Ends.UNDEFINED;
            blocks.add(
                    block(
                            new Titled(row.balance().metric(), row.currency(), row.addsUp()),
                            ends,
                            items));
        }
        List<Posted> postings = new ArrayList<>();
        if (opened instanceof RollForwardAnswer.Opened(var lines)) {
            for (RollForwardAnswer.Line line : lines) {
                if (isOpened(line.item().text(), line.balance().metric() + " " + line.currency())) {
                    postings.add(
                            posted(
                                    line.item().text(),
                                    new Amount(line.currency(), line.amount()),
                                    line.engagement(),
                                    line.posting(),
                                    line.exchanged()));
                }
            }
        }
        return told(blocks, rolled.remarks(), postings);
    }

    Told bridged(BridgeAnswer.Bridged bridged) {
        List<Block> blocks = new ArrayList<>();
        for (BridgeAnswer.Row row : bridged.rows()) {
            Map<String, String> items = new LinkedHashMap<>();
            row.items().forEach((cause, amount) -> items.put(cause.text(), amount));
            Ends ends =
                    row.before().isPresent() && row.after().isPresent()
                            ? new Ends("As said", row.before().get(), "As known", row.after().get())
                            : Ends.UNDEFINED;
            blocks.add(
                    block(new Titled(bridged.metric(), row.currency(), row.addsUp()), ends, items));
        }
        List<Posted> postings = new ArrayList<>();
        for (BridgeAnswer.Line line : bridged.lines()) {
            if (isOpened(line.cause().text(), bridged.metric() + " " + line.currency())) {
                postings.add(
                        posted(
                                line.cause().text(),
                                new Amount(line.currency(), line.amount()),
                                line.engagement(),
                                line.posting(),
                                line.exchanged()));
            }
        }
        return told(blocks, bridged.remarks(), postings);
    }

    private Told told(List<Block> blocks, List<String> remarks, List<Posted> postings) {
        String opened =
                asked.containsKey(ITEM)
                        ? Wording.words(asked.getOrDefault(ITEM, ""))
                                + " of "
                                + asked.getOrDefault(IN, "")
                        : "";
        return new Told(
                "",
                blocks,
                remarks,
                opened,
                postings.stream().limit(MOST).toList(),
                postings.size() > MOST
                        ? "The first %d of %d; metrics --items lists all of them."
                                .formatted(MOST, postings.size())
                        : "");
    }

    private boolean isOpened(String item, String in) {
        return item.equals(asked.get(ITEM)) && in.equals(asked.get(IN));
    }

    private record Titled(String metric, String currency, boolean addsUp) {}

    private record Amount(String currency, String amount) {}

    private record Ends(String first, String before, String last, String after) {
        private static final Ends UNDEFINED = new Ends("", "", "", "");
    }

    private Block block(Titled titled, Ends ends, Map<String, String> items) {
        String title = Wording.words(titled.metric()) + ", " + titled.currency();
        if (ends.first().isEmpty()) {
            return new Block(
                    title,
                    "",
                    "",
                    true,
                    List.of(new Item("Undefined: a rate is not known", "–", null, false)));
        }
        List<Item> rows = new ArrayList<>();
        List<Map<String, Object>> bars = new ArrayList<>();
        BigDecimal at = new BigDecimal(ends.before());
        rows.add(new Item(ends.first(), shown(titled.currency(), ends.before()), null, true));
        bars.add(end(ends.first(), at, titled.currency()));
        for (Map.Entry<String, String> item : items.entrySet()) {
            BigDecimal move = new BigDecimal(item.getValue());
            if (move.signum() != 0) {
                String name = Wording.words(item.getKey());
                rows.add(
                        new Item(
                                name,
                                shown(titled.currency(), item.getValue()),
                                opening(item.getKey(), titled),
                                false));
                bars.add(step(name, at, move, titled.currency()));
                at = at.add(move);
            }
        }
        rows.add(new Item(ends.last(), shown(titled.currency(), ends.after()), null, true));
        bars.add(end(ends.last(), new BigDecimal(ends.after()), titled.currency()));
        String summary =
                "%s: %s %s, %s %s"
                        .formatted(
                                title,
                                ends.first(),
                                shown(titled.currency(), ends.before()),
                                ends.last(),
                                shown(titled.currency(), ends.after()));
        return new Block(
                title, summary, Charts.json(json, Map.of("bars", bars)), titled.addsUp(), rows);
    }

    private String opening(String item, Titled titled) {
        Map<String, String> parameters = new LinkedHashMap<>(asked);
        parameters.put(ITEM, item);
        parameters.put(IN, titled.metric() + " " + titled.currency());
        return address.apply(parameters);
    }

    private static Map<String, Object> end(String name, BigDecimal height, String currency) {
        return bar(name, BigDecimal.ZERO.min(height), height.abs(), "booked", currency, height);
    }

    private static Map<String, Object> step(
            String name, BigDecimal at, BigDecimal move, String currency) {
        return bar(
                name,
                at.min(at.add(move)),
                move.abs(),
                move.signum() > 0 ? "good" : "bad",
                currency,
                move);
    }

    private static Map<String, Object> bar(
            String name,
            BigDecimal from,
            BigDecimal height,
            String color,
            String currency,
            BigDecimal told) {
        return Map.of(
                "name",
                name,
                "from",
                from,
                "height",
                height,
                "color",
                color,
                "text",
                name + ": " + currency + " " + shown(currency, told.toPlainString()));
    }

    private static Posted posted(
            String item,
            Amount amount,
            String engagement,
            Optional<RollForwardAnswer.Posted> posting,
            String exchanged) {
        return new Posted(
                Wording.words(item),
                shown(amount.currency(), amount.amount()),
                amount.currency(),
                engagement,
                EngagementList.href(engagement),
                posting.map(
                                each ->
                                        Wording.words(each.happening())
                                                + (each.document().isEmpty()
                                                        ? ""
                                                        : ", " + each.document()))
                        .orElse("the whole contract"),
                posting.map(each -> each.effective().toString()).orElse("–"),
                posting.map(each -> Wording.moment(each.known())).orElse("–"),
                exchanged);
    }

    private static String shown(String currency, String amount) {
        return Wording.bare(Money.parse(currency + " " + amount));
    }
}
