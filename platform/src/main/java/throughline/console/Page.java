package throughline.console;

import java.util.List;

/**
 * What every page has in common.
 *
 * @param here the path of the page's entry in the navigation
 */
public record Page(String title, String enterprise, String here) {

    /** The navigation, with this page's entry marked. */
    public List<Link> links() {
        return List.of(
                link("/", "Overview"),
                link("/engagements", "Engagements"),
                link("/exceptions", "Exceptions"));
    }

    private Link link(String href, String text) {
        return new Link(href, text, href.equals(here));
    }

    /** An entry of the navigation. */
    public record Link(String href, String text, boolean here) {}
}
