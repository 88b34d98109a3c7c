package throughline.connectors.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;

/**
 * How the records of an object are asked for, with their children, and which other objects are part
 * of them.
 *
 * @param select the query up to its conditions
 */
record Shape(String object, String select, List<Kin> kin) {

    Shape {
        kin = List.copyOf(kin);
    }

    /**
     * An object whose records are read as children. Changing one leaves its parent's stamp as it
     * was, so that they are asked for themselves.
     *
     * @param path the relationships that lead to it
     * @param root the field that leads back, over the relationships between
     */
    record Kin(String path, String object, String root) {}

    /**
     * The shape of an object with some children.
     *
     * @throws ConnectorException when it does not have them
     */
    static Shape of(String object, List<Branch> children, Descriptions descriptions) {
        Building building = new Building(object, descriptions);
        Description root = descriptions.of(object);
        String select = building.select(root, children, new Way("", ""));
        return new Shape(object, select + " FROM " + object, building.kin);
    }

    /** From the object to some children: the relationships there, and what leads back. */
    private record Way(String path, String back) {}

    private record Building(String object, Descriptions descriptions, List<Kin> kin) {

        Building(String object, Descriptions descriptions) {
            this(object, descriptions, new ArrayList<>());
        }

        String select(Description parent, List<Branch> branches, Way way) {
            return "SELECT "
                    + String.join(",", parent.fields())
                    + branches.stream()
                            .map(branch -> "," + below(parent, branch, way))
                            .collect(Collectors.joining());
        }

        private String below(Description parent, Branch branch, Way way) {
            Description.Child child = parent.children().get(branch.relationship());
            if (child == null) {
                throw new ConnectorException(
                        new ConnectorException.Call(
                                "its system", "read " + object, "describe-" + object),
                        Kind.REFUSED,
                        "no-children",
                        "%s has no children %s; correct children in the system's file"
                                .formatted(parent.object(), branch.relationship()));
            }
            Description described = descriptions.of(child.object());
            String path = (way.path().isEmpty() ? "" : way.path() + ".") + branch.relationship();
            String back =
                    way.back().isEmpty()
                            ? child.field()
                            : described.ways().getOrDefault(child.field(), child.field())
                                    + "."
                                    + way.back();
            kin.add(new Kin(path, child.object(), back));
            return "("
                    + select(described, branch.below(), new Way(path, back))
                    + " FROM "
                    + branch.relationship()
                    + (described.has("IsDeleted") ? " WHERE IsDeleted = false" : "")
                    + " ORDER BY "
                    + branch.order().map(order -> order + ",").orElse("")
                    + "Id)";
        }
    }
}
