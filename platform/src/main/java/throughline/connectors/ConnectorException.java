package throughline.connectors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An outside system did not do what it was asked, or did not say whether it did. */
public final class ConnectorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String system;
    private final String operation;
    private final Kind kind;
    private final String code;
    private final String correlationId;
    private final transient Optional<Duration> retryAfter;
    private @Nullable String said;

    /** A failure that says nothing about how long to wait. */
    public ConnectorException(Call call, Kind kind, String code, String sentence) {
        this(call, kind, code, sentence, Optional.empty(), null);
    }

    /** A failure, with how long the system asked to be left alone and what caused it. */
    public ConnectorException(
            Call call,
            Kind kind,
            String code,
            String sentence,
            Optional<Duration> retryAfter,
            @Nullable Throwable cause) {
        super("Cannot " + call.operation() + " in " + call.system() + ": " + sentence, cause);
        this.system = call.system();
        this.operation = call.operation();
        this.kind = kind;
        this.code = code;
        this.correlationId = call.correlationId();
        this.retryAfter = retryAfter;
    }

    /** The same without a secret that the system repeated. */
    ConnectorException without(String secret) {
        String sentence = sentence();
        if (!sentence.contains(secret) && !code.contains(secret)) {
            return this;
        }
        ConnectorException masked =
                new ConnectorException(
                        new Call(system, operation, correlationId),
                        kind,
                        code.replace(secret, "***"),
                        "***",
                        retryAfter,
                        getCause());
        masked.said = sentence.replace(secret, "***");
        return masked;
    }

    /** The system's name in the landscape. */
    public String system() {
        return system;
    }

    /** What was asked of it, in words. */
    public String operation() {
        return operation;
    }

    /** How it failed. */
    public Kind kind() {
        return kind;
    }

    /** The vendor's code, or ours when there is none. */
    public String code() {
        return code;
    }

    /** What was asked, why it failed; never holds a secret. */
    public String sentence() {
        return said == null ? String.valueOf(getMessage()) : said;
    }

    /** The id under which the call was made. */
    public String correlationId() {
        return correlationId;
    }

    /** How long the system asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether asking again may succeed; says nothing about whether a write arrived. */
    public boolean retryable() {
        return kind != Kind.REFUSED;
    }

    /** The ways in which a call fails. */
    public enum Kind {
        /** No connection was made: nothing was sent. */
        UNREACHABLE,
        /** Over the system's limit: nothing was done. */
        LIMITED,
        /** The credentials were not taken: nothing was done. */
        UNAUTHORIZED,
        /** The system refused what was asked. */
        REFUSED,
        /** Sent, and no answer in time. */
        TIMED_OUT,
        /** Sent, and the connection ended without an answer. */
        DROPPED,
        /** The system says that it failed, and whether it kept something is open. */
        FAILED,
        /** The system says that it failed and kept nothing: sending again is safe. */
        UNDONE,
        /** An answer that is not the system's own: a page of a proxy, half a document, too long. */
        UNREADABLE
    }

    /** A call, as far as errors name it. */
    public record Call(String system, String operation, String correlationId) {}
}
