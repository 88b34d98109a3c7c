package throughline.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.access.Visitor;
import throughline.people.Person;
import throughline.people.Right;

/**
 * What every page has in common.
 *
 * @param here the path of the page's entry in the navigation
 * @param visitor who reads it
 */
public record Page(String title, String enterprise, String here, Visitor visitor) {

    /** A page for whoever makes the call that is being answered. */
    public Page(String title, String enterprise, String here) {
        this(title, enterprise, here, Visitor.current());
    }

    /** The navigation, with this page's entry marked and nothing that the reader may not open. */
    public List<Group> groups() {
        return Stream.of(
                        group(
                                "Money",
                                link("/", "Overview", Right.SEE, true),
                                link("/executive", "Executive", Right.SEE, true),
                                link("/figures", "Figures", Right.SEE, true),
                                link("/cutoff", "Cutoff", Right.SEE, true),
                                link("/month-end", "Month end", Right.SEE, true)),
                        group(
                                "Work",
                                link("/engagements", "Engagements", Right.SEE, false),
                                link("/exceptions", "Exceptions", Right.SEE, false),
                                link("/approvals", "Approvals", Right.DECIDE, false)),
                        group(
                                "Operate",
                                link("/flow", "Flow", Right.OPERATE, false),
                                link("/actions", "Writes", Right.SEE, false),
                                link("/parked", "Parked", Right.OPERATE, false),
                                link("/incidents", "Incidents", Right.OPERATE, false),
                                link("/notices", "Notices", Right.OPERATE, false),
                                link("/drift", "Drift", Right.SEE, true)),
                        group(
                                "Govern",
                                link("/releases", "Releases", Right.SEE, true),
                                link("/audit", "Audit", Right.AUDIT, false),
                                link("/people", "People", Right.ADMINISTER, false)),
                        played())
                .filter(group -> !group.links().isEmpty())
                .toList();
    }

    /** Simulated vendors whose users can be played; none but in a demonstration. */
    private Group played() {
        return new Group(
                "Play the vendors",
                person().isEmpty()
                        ? List.of()
                        : Faces.here().entrySet().stream()
                                .map(
                                        each ->
                                                new Link(
                                                        each.getValue().toString(),
                                                        each.getKey()
                                                                .toUpperCase(java.util.Locale.ROOT),
                                                        false))
                                .toList());
    }

    @SafeVarargs
    private static Group group(String name, Optional<Link>... links) {
        return new Group(name, Stream.of(links).flatMap(Optional::stream).toList());
    }

    private Optional<Link> link(String href, String text, Right right, boolean whole) {
        Link link = new Link(href, text, href.equals(here));
        return person().filter(each -> each.may(right) && (!whole || each.scope().isWhole()))
                .map(each -> link);
    }

    /** Who reads it; nobody before somebody signed in. */
    public Optional<Person> person() {
        return visitor.actor().map(actor -> actor.person());
    }

    /** Whether the reader may decide for the business. */
    public boolean mayDecide() {
        return person().filter(each -> each.may(Right.DECIDE)).isPresent();
    }

    /** What forms of this page send back. */
    public String csrf() {
        return visitor.csrf();
    }

    /** Entries that belong together. */
    public record Group(String name, List<Link> links) {}

    /** An entry of the navigation. */
    public record Link(String href, String text, boolean here) {}
}
