package throughline.correlation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One id for a message and all that follows from it: what is decided, written to other systems and
 * published. Whoever sent the message may have begun the trace; then it is his.
 *
 * <p><b>Source</b>: W3C Trace Context, {@code traceparent}.
 *
 * @param id the 16 bytes of a trace id
 */
public record Trace(UUID id) {

    /** The header and the attribute of events that carry it. */
    public static final String TRACEPARENT = "traceparent";

    private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();
    private static final String LOGGED = "trace";
    private static final Pattern PARENT =
            Pattern.compile(
                    "(?<version>[0-9a-f]{2})-(?<trace>[0-9a-f]{32})"
                            + "-(?<step>[0-9a-f]{16})-[0-9a-f]{2}(?<more>-.*)?");

    /** The trace of something that began here, the same for the same name. */
    public static Trace named(String name) {
        return new Trace(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** What somebody else's {@code traceparent} says; empty when it is none. */
    public static Optional<Trace> parsed(@Nullable String traceparent) {
        Matcher parent = PARENT.matcher(traceparent == null ? "" : traceparent.strip());
        if (!parent.matches() || !isMeaningful(parent)) {
            return Optional.empty();
        }
        String id = parent.group("trace");
        return Optional.of(
                new Trace(
                        new UUID(
                                Long.parseUnsignedLong(id, 0, 16, 16),
                                Long.parseUnsignedLong(id, 16, 32, 16))));
    }

    /** Ids of zeros are nobody's; the first version ends with its flags, the last is forbidden. */
    private static boolean isMeaningful(Matcher parent) {
        String version = parent.group("version");
        return !version.equals("ff")
                && (!version.equals("00") || parent.group("more") == null)
                && !parent.group("trace").chars().allMatch(each -> each == '0')
                && !parent.group("step").chars().allMatch(each -> each == '0');
    }

    /** The trace that this thread works for. */
    public static Optional<Trace> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Does something for this trace: calls carry it, and each line of the log names it. */
    public void during(Runnable work) {
        try (var _ = MDC.putCloseable(LOGGED, toString())) {
            ScopedValue.where(CURRENT, this).run(work);
        }
    }

    /**
     * What tells the next one which trace it belongs to.
     *
     * @param step what of ours leads there, in any words
     */
    public String parent(String step) {
        long place = named(step).id().getMostSignificantBits();
        return "00-%s-%016x-01".formatted(this, place);
    }

    /** 32 hexadecimal digits, as other tools show it. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
