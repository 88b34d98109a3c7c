package throughline.twins;

import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the CRM says no: a list of errors, each with a code, a message and the fields at fault. */
final class CrmRefusal {

    private CrmRefusal() {}

    static Answer answer(int status, String code, String message, String... fields) {
        ArrayNode errors = Json.array();
        ObjectNode error = errors.addObject().put("message", message).put("errorCode", code);
        if (fields.length > 0) {
            ArrayNode named = error.putArray("fields");
            for (String field : fields) {
                named.add(field);
            }
        }
        return new Answer(status, errors, Map.of());
    }

    static Refused because(int status, String code, String message, String... fields) {
        return new Refused(answer(status, code, message, fields));
    }

    static Refused malformed(String soql, int at, String message) {
        return inQuery("MALFORMED_QUERY", soql, at, message);
    }

    /** A refusal that shows the place in the query. */
    static Refused inQuery(String code, String soql, int at, String message) {
        String shown = soql.substring(Math.max(0, at - 20), Math.min(soql.length(), at + 20));
        return because(
                400,
                code,
                "\n"
                        + shown
                        + "\n"
                        + " ".repeat(Math.min(20, at))
                        + "^\nERROR at Row:1:Column:"
                        + (at + 1)
                        + "\n"
                        + message);
    }

    static Refused notFound() {
        return because(404, "NOT_FOUND", "The requested resource does not exist");
    }
}
