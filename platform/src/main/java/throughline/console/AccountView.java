package throughline.console;

import java.util.List;

/** Who one is here, and what one may do. */
public record AccountView(
        Page page,
        String login,
        String name,
        String roles,
        String units,
        String entities,
        List<InUnit> byUnit,
        String done,
        String fault) {

    /** The roles that one has in a unit, those of the landscape's tables among them. */
    public record InUnit(String unit, String roles) {}
}
