package throughline.landscape.build;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.MaintenanceText;

/**
 * Checks what a system's file says about sparing the system: limits, maintenance, second address.
 */
final class ProtectionReader {

    /** What may be asked of a system, by the names that lanes know. */
    private static final Set<String> LIMITS =
            Set.of(
                    "concurrency",
                    "perMinute",
                    "account",
                    "reserve",
                    "leftHeader",
                    "attempts",
                    "backoffMillis",
                    "longestBackoffMillis",
                    "longestBreakMillis",
                    "claimMillis");

    private static final Set<String> TEXTS = Set.of("account", "leftHeader");
    private static final List<String> USES = List.of("reads", "repeatable");

    private final Defects defects;
    private final Map<String, Shared> accounts = new HashMap<>();

    ProtectionReader(Defects defects) {
        this.defects = defects;
    }

    /** What the first system of an account says of it. */
    private record Shared(String system, String perMinute) {}

    void check(String system, Reading file) {
        file.tree("limits").ifPresent(limits -> limits(system, limits));
        file.tree("maintenance").ifPresent(this::maintenance);
        file.tree("secondary").ifPresent(this::secondary);
    }

    /** What may be asked of a system is counted: calls, attempts, milliseconds. */
    static void counted(Tree limits, Defects defects) {
        if (!(limits instanceof Tree.Section section)) {
            defects.add(limits.place(), "bad-value", "limits must be names with whole numbers.");
            return;
        }
        section.entries()
                .forEach(
                        (name, value) -> {
                            if (!LIMITS.contains(name)) {
                                defects.add(
                                        value.place(),
                                        "unknown-name",
                                        "limits has %s, which nothing reads. Use one of %s."
                                                .formatted(
                                                        name,
                                                        String.join(", ", new TreeSet<>(LIMITS))));
                            } else if (!TEXTS.contains(name) && !isWhole(text(value))) {
                                defects.add(
                                        value.place(),
                                        "bad-value",
                                        "limits has %s: %s. Write a whole number above 0."
                                                .formatted(name, text(value)));
                            }
                        });
    }

    private void limits(String system, Tree limits) {
        counted(limits, defects);
        if (!(limits instanceof Tree.Section section)) {
            return;
        }
        Tree reserve = section.entries().get("reserve");
        if (reserve != null && isWhole(text(reserve)) && Integer.parseInt(text(reserve)) > 90) {
            defects.add(
                    reserve.place(),
                    "bad-value",
                    "reserve is a part of a hundred that is left to others. Write 1 to 90.");
        }
        Tree account = section.entries().get("account");
        if (account != null) {
            shared(system, text(account), section, account.place());
        }
    }

    /** A limit that is one account's is one number. */
    private void shared(String system, String account, Tree.Section limits, Place place) {
        Tree rate = limits.entries().get("perMinute");
        String perMinute = rate == null ? "" : text(rate);
        if (perMinute.isEmpty()) {
            defects.add(
                    place,
                    "missing",
                    "Account %s has no limit here. Add perMinute: its calls a minute."
                            .formatted(account));
            return;
        }
        Shared first = accounts.putIfAbsent(account, new Shared(system, perMinute));
        if (first != null && !first.perMinute().equals(perMinute)) {
            defects.add(
                    place,
                    "contradiction",
                    "Account %s has %s calls a minute here and %s in system %s. It is one limit:"
                                    .formatted(
                                            account, perMinute, first.perMinute(), first.system())
                            + " write the same in both.");
        }
    }

    private void maintenance(Tree declared) {
        if (!(declared instanceof Tree.Items items)) {
            defects.add(declared.place(), "bad-shape", "maintenance must be a list of times.");
            return;
        }
        for (Tree item : items.items()) {
            try {
                MaintenanceText.window(SystemReader.plain(item));
            } catch (IllegalArgumentException refused) {
                defects.add(item.place(), "bad-value", String.valueOf(refused.getMessage()));
            }
        }
    }

    private void secondary(Tree declared) {
        Reading reading = Reading.of(declared, "A second address", defects);
        String endpoint = reading.text("endpoint");
        if (!endpoint.isEmpty() && !endpoint.matches("https?://[^\\s/]+.*")) {
            reading.defect(
                    "endpoint",
                    "bad-value",
                    "%s is no address. Write https://HOST.".formatted(endpoint));
        }
        String use = reading.text("for");
        if (!use.isEmpty() && !USES.contains(use)) {
            reading.defect(
                    "for",
                    "bad-value",
                    ("A second address is for reads, or for what is repeatable (reads, and writes"
                                    + " that may be sent twice), not for %s.")
                            .formatted(use));
        }
        reading.done();
    }

    private static String text(Tree value) {
        return SystemReader.plain(value).toString();
    }

    private static boolean isWhole(String text) {
        return text.matches("[1-9][0-9]{0,8}");
    }
}
