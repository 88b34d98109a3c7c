package throughline.connectors.declared;

import throughline.connectors.ConnectorException.Kind;

/** What a system's answer may mean, as files call it. */
enum Verdict {
    /** It did what was asked. */
    DONE(Kind.UNREADABLE),
    /** It refused, and would refuse the same again. */
    REFUSED(Kind.REFUSED),
    /** Over its limit: nothing was done. */
    LIMITED(Kind.LIMITED),
    /** The credentials were not taken: nothing was done. */
    UNAUTHORIZED(Kind.UNAUTHORIZED),
    /** It failed and kept nothing. */
    UNDONE(Kind.UNDONE),
    /** It failed, and whether it kept something is open. */
    FAILED(Kind.FAILED),
    /** Nothing that it would say itself. */
    UNREADABLE(Kind.UNREADABLE);

    private final Kind kind;

    Verdict(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
