package throughline.rehearsal;

/**
 * How far a rehearsal has come.
 *
 * @param done events of the journal whose engagements are through, of {@code total}
 */
public record Progress(String phase, long done, long total) {}
