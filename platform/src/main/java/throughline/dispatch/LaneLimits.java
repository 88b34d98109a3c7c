package throughline.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import throughline.landscape.SystemDeclaration;

/**
 * What may be asked of one system, from {@code limits} of its file in the landscape.
 *
 * @param concurrency calls under way at once, per node ({@code concurrency}); found out while
 *     sending when the file does not say
 * @param allowance calls a minute over all nodes ({@code perMinute}, default without limit)
 * @param attempts after how many failures of one write while the system is well a person is asked
 *     ({@code attempts}, default 12)
 * @param backoff waits between attempts ({@code backoffMillis}, {@code longestBackoffMillis})
 * @param longestBreak how long a system that is away is left alone at most before it is looked
 *     whether it is back ({@code longestBreakMillis}, default a minute)
 * @param claim for how long a claimed write is this node's to send ({@code claimMillis}, default
 *     30,000): longer than a call can take, time to settle included
 */
public record LaneLimits(
        OptionalInt concurrency,
        Optional<Allowance> allowance,
        int attempts,
        Backoff backoff,
        Duration longestBreak,
        Duration claim) {

    private static final int AT_ONCE_IN_PROCESS = 1024;
    private static final int ATTEMPTS = 12;
    private static final Duration LONGEST_BREAK = Duration.ofMinutes(1);
    private static final int CLAIM_MILLIS = 30_000;

    /**
     * How much of a vendor's account may be used.
     *
     * @param account whose limit it is: systems that name the same one share it ({@code account},
     *     default the system's own name)
     * @param perMinute calls a minute of all that share it
     * @param reservePercent which part of it this system leaves to the others ({@code reserve})
     */
    public record Allowance(String account, int perMinute, int reservePercent) {}

    /** How many calls a minute may be made with the account; empty when that is not limited. */
    public OptionalInt perMinute() {
        return allowance.map(each -> OptionalInt.of(each.perMinute())).orElse(OptionalInt.empty());
    }

    /** What a declared system may be asked. */
    public static LaneLimits of(SystemDeclaration system) {
        Map<?, ?> limits =
                system.settings().get("limits") instanceof Map<?, ?> map ? map : Map.of();
        boolean near = system.connector().equals("in-process");
        return new LaneLimits(
                near || limits.containsKey("concurrency")
                        ? OptionalInt.of(number(limits, "concurrency", AT_ONCE_IN_PROCESS))
                        : OptionalInt.empty(),
                limits.containsKey("perMinute")
                        ? Optional.of(allowance(system, limits))
                        : Optional.empty(),
                number(limits, "attempts", ATTEMPTS),
                new Backoff(
                        millis(limits, "backoffMillis", Backoff.DEFAULT.first()),
                        millis(limits, "longestBackoffMillis", Backoff.DEFAULT.longest())),
                millis(limits, "longestBreakMillis", LONGEST_BREAK),
                Duration.ofMillis(number(limits, "claimMillis", CLAIM_MILLIS)));
    }

    private static Allowance allowance(SystemDeclaration system, Map<?, ?> limits) {
        Object account = limits.get("account");
        return new Allowance(
                account == null ? system.name() : account.toString(),
                number(limits, "perMinute", 0),
                number(limits, "reserve", 0));
    }

    private static int number(Map<?, ?> limits, String name, int otherwise) {
        Object value = limits.get(name);
        return value == null ? otherwise : Integer.parseInt(value.toString());
    }

    private static Duration millis(Map<?, ?> limits, String name, Duration otherwise) {
        return Duration.ofMillis(number(limits, name, (int) otherwise.toMillis()));
    }
}
