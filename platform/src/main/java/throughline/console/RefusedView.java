package throughline.console;

/** The page for whoever is not let through, or asked for what cannot be done. */
public record RefusedView(Page page, String title, String sentence) {}
