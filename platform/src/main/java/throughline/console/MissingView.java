package throughline.console;

/** The page for an engagement that is not there. */
public record MissingView(Page page, String id) {}
