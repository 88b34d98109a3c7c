package throughline.insight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a proof, and what it rests on.
 *
 * @param kind figure, part, engagement, posting, hours, event, record, mapping, message, remainder
 * @param label for people
 * @param facts by name, in order
 * @param children what it rests on
 */
public record Explanation(
        String kind, String label, Map<String, String> facts, List<Explanation> children) {

    /** The fact of a remainder that says what to leave out to see more of it. */
    public static final String NEXT = "next";

    public Explanation {
        facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        children = List.copyOf(children);
    }

    /** The same with one more fact. */
    Explanation with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Explanation(kind, label, more, children);
    }

    /** The same as an object of texts and lists, for printing as JSON. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("kind", kind);
        map.put("label", label);
        map.putAll(facts);
        if (!children.isEmpty()) {
            map.put("children", children.stream().map(Explanation::toMap).toList());
        }
        return map;
    }

    /** The tree as indented lines, for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, "");
        return lines;
    }

    private void add(List<String> lines, String indent) {
        StringBuilder line = new StringBuilder(indent + label);
        facts.forEach(
                (name, value) -> {
                    boolean told = name.startsWith("field ") || name.equals(NEXT);
                    if (!value.isEmpty() && !label.contains(value) && !told) {
                        line.append(" · ").append(name).append(' ').append(value);
                    }
                });
        lines.add(line.toString());
        children.forEach(child -> child.add(lines, indent + "  "));
    }
}
