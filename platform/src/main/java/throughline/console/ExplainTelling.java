package throughline.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import throughline.console.ExplainView.Fact;
import throughline.console.ExplainView.Node;
import throughline.console.ExplainView.Part;
import throughline.insight.Explanation;
import throughline.insight.Recount;
import throughline.money.Money;
import throughline.proof.Verification;
import throughline.wording.Counted;

/** Puts a proof into words and links. */
final class ExplainTelling {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int OPEN = 3;
    private static final String ENGAGEMENT = "engagement";

    private final Page page;
    private final Explanation root;
    private final Duration age;
    private final Map<String, String> names;

    /**
     * Puts a proof into words.
     *
     * @param age how long ago it was added up; nothing when it was just now
     * @param names what engagements are called, by their ids
     */
    ExplainTelling(Page page, Explanation root, Duration age, Map<String, String> names) {
        this.page = page;
        this.root = root;
        this.age = age;
        this.names = names;
    }

    /** The ids of engagements that a proof speaks of. */
    static Set<String> engagements(Explanation step) {
        Set<String> ids = new HashSet<>();
        if (step.kind().equals(ENGAGEMENT)) {
            ids.add(step.label());
        }
        step.children().forEach(each -> ids.addAll(engagements(each)));
        return ids;
    }

    ExplainView view(String name, String verifyHref, Optional<Verification> verified) {
        List<Fact> figures = new ArrayList<>();
        root.facts()
                .forEach(
                        (key, value) -> {
                            if (isMoney(key) || key.equals("value")) {
                                figures.add(new Fact(isMoney(key) ? "" : key, amount(key, value)));
                            }
                        });
        return new ExplainView(
                page,
                title(name),
                sentence(),
                root.facts().getOrDefault("formula", ""),
                figures,
                asked(),
                node(root, 0),
                verifyHref,
                verified.map(each -> verdict(each.verdict())).orElse(""),
                verified.map(each -> tone(each.verdict())).orElse(""),
                verified.map(Verification::sentence).orElse(""),
                verified.map(each -> each.parts().stream().map(ExplainTelling::part).toList())
                        .orElse(List.of()),
                verified.map(
                                each ->
                                        each.differences().stream()
                                                .map(Verification.Difference::told)
                                                .toList())
                        .orElse(List.of()));
    }

    private String title(String name) {
        String label = root.label().isEmpty() ? name : root.label();
        return root.kind().equals(ENGAGEMENT) && names.containsKey(label)
                ? names.getOrDefault(label, label)
                : Wording.words(label);
    }

    private List<Fact> asked() {
        List<Fact> asked = new ArrayList<>(ExplainPages.asked(root.facts()));
        long seconds = age.toSeconds();
        if (seconds > 0) {
            asked.add(new Fact("added up", Counted.of(seconds, "second") + " ago"));
        }
        return asked;
    }

    private String sentence() {
        return switch (root.facts().getOrDefault("agrees", "")) {
            case "yes" -> "The rows below add up to the figure.";
            case "by-definition" -> "The figure follows from the rows below by its definition.";
            case "no" -> "The rows below do not add up to the figure. Tell whoever operates this.";
            default -> "";
        };
    }

    private static String verdict(Verification.Verdict verdict) {
        return switch (verdict) {
            case EQUAL -> "equal";
            case DIFFERS -> "not equal";
            case NOT_CHECKABLE -> "cannot be checked";
        };
    }

    private static String tone(Verification.Verdict verdict) {
        return switch (verdict) {
            case EQUAL -> "good";
            case DIFFERS -> "bad";
            case NOT_CHECKABLE -> "";
        };
    }

    private static Part part(Recount.Compared compared) {
        return new Part(
                compared.part(),
                amount(compared.currency(), compared.kept().toPlainString()),
                amount(compared.currency(), compared.anew().toPlainString()),
                compared.isEqual());
    }

    private Node node(Explanation step, int depth) {
        List<Fact> facts = new ArrayList<>();
        List<String> amounts = new ArrayList<>();
        String label = step.label();
        if (step.kind().equals(ENGAGEMENT) && names.containsKey(label)) {
            facts.add(new Fact("id", label));
            label = names.getOrDefault(label, label);
        }
        step.facts()
                .forEach(
                        (name, value) -> {
                            if (isMoney(name) || name.equals("sum") || name.equals("hours")) {
                                amounts.add(amount(name, value));
                            } else if (depth > 0
                                    && !value.isEmpty()
                                    && !name.equals(Explanation.NEXT)) {
                                facts.add(new Fact(name, value));
                            }
                        });
        return new Node(
                step.kind(),
                label,
                href(step),
                String.join(", ", amounts),
                facts,
                step.children().stream().map(each -> node(each, depth + 1)).toList(),
                depth < OPEN);
    }

    private String href(Explanation step) {
        Map<String, String> facts = step.facts();
        return switch (step.kind()) {
            case ENGAGEMENT -> step.label().contains(":") ? EngagementList.href(step.label()) : "";
            case "write" -> "/actions/one?key=" + ExceptionList.encoded(step.label());
            case "event" -> release(facts.getOrDefault("release", ""));
            case "remainder" -> next(facts.getOrDefault(Explanation.NEXT, ""));
            default -> "";
        };
    }

    /** Only units of invoices are shown page by page. */
    private String next(String after) {
        return after.isEmpty()
                ? ""
                : "/explain/invoice?key=" + ExceptionList.encoded(root.label()) + "&after=" + after;
    }

    private static String release(String id) {
        return id.isEmpty() ? "" : "/releases/" + ExceptionList.encoded(id);
    }

    private static boolean isMoney(String name) {
        return CURRENCY.matcher(name).matches();
    }

    private static String amount(String name, String value) {
        if (!isMoney(name) || value.equals("undefined")) {
            return value;
        }
        return Wording.amount(Money.exact(CurrencyUnit.of(name), new java.math.BigDecimal(value)));
    }
}
