package throughline.contracts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import throughline.schema.Schema;
import throughline.schema.SchemaSet;

/**
 * Which new field took the place of one that is gone.
 *
 * @param from the last name of the old field's path
 * @param to the new name, in the same object
 * @param why it is thought to be so
 */
record Succession(String from, String to, String why) {

    /** Below this in a hundred, two names have nothing to do with each other. */
    private static final int ALIKE = 50;

    /** The best must be better than the next by this much, or nobody can tell. */
    private static final int APART = 10;

    private static final int SAME_VALUES = 40;
    private static final int SAME_FORM = 10;

    /** A candidate and how much speaks for it, in a hundred and more. */
    private record Candidate(String name, int score, String why) {}

    /** The successor of a field; empty when there is none, or more than one alike. */
    static Optional<Succession> of(SchemaSet before, SchemaSet after, String type, String path) {
        int last = path.lastIndexOf('.');
        String parent = last < 0 ? "" : path.substring(0, last);
        String name = path.substring(last + 1).replace("[]", "");
        Optional<Schema> was = object(before, type, parent);
        Optional<Schema> is = object(after, type, parent);
        Schema.Field old = was.map(each -> each.fields().get(name)).orElse(null);
        if (old == null || is.isEmpty() || is.get().fields().containsKey(name)) {
            return Optional.empty();
        }
        Schema gone = before.resolved(old.schema());
        List<Candidate> candidates = new ArrayList<>();
        for (Map.Entry<String, Schema.Field> each : is.get().fields().entrySet()) {
            if (!was.get().fields().containsKey(each.getKey())) {
                Schema field = after.resolved(each.getValue().schema());
                if (gone.holdsAll(field) && field.holdsAll(gone)) {
                    candidates.add(candidate(name, gone, each.getKey(), field));
                }
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::score).reversed());
        boolean clear =
                !candidates.isEmpty()
                        && candidates.getFirst().score() >= ALIKE
                        && (candidates.size() == 1
                                || candidates.getFirst().score() - candidates.get(1).score()
                                        >= APART);
        return clear
                ? Optional.of(
                        new Succession(
                                name, candidates.getFirst().name(), candidates.getFirst().why()))
                : Optional.empty();
    }

    private static Optional<Schema> object(SchemaSet set, String type, String parent) {
        if (parent.isEmpty()) {
            return set.type(type);
        }
        return set.at(type, parent) instanceof SchemaSet.Found.Described found
                ? Optional.of(found.schema())
                : Optional.empty();
    }

    private static Candidate candidate(String was, Schema gone, String is, Schema field) {
        int score = likeness(was, is);
        String why = "%s is new in its place, %s like it".formatted(is, field.words());
        if (!gone.values().isEmpty() && gone.values().equals(field.values())) {
            score += SAME_VALUES;
            why += ", with the same values";
        }
        if (!gone.format().isEmpty() && gone.format().equals(field.format())) {
            score += SAME_FORM;
        }
        return new Candidate(is, score, why);
    }

    /** How alike two names are, 0 to 100, without case, marks and a vendor's endings. */
    static int likeness(String one, String other) {
        String a = bare(one);
        String b = bare(other);
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        if (a.contains(b) || b.contains(a)) {
            return Math.max(
                    70, 100 * Math.min(a.length(), b.length()) / Math.max(a.length(), b.length()));
        }
        int longer = Math.max(a.length(), b.length());
        return 100 - 100 * distance(a, b) / longer;
    }

    private static String bare(String name) {
        return name.replaceFirst("__[a-z]$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    /** The path with the new name. */
    String moved(String path) {
        int last = path.lastIndexOf('.');
        return path.substring(0, last + 1) + path.substring(last + 1).replace(from, to);
    }
}
