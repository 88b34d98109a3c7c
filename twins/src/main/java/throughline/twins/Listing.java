package throughline.twins;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the PSA and the ERP list records: by change with a cursor, or by one field. */
final class Listing {

    private static final int LARGEST_PAGE = 200;

    private Listing() {}

    /**
     * The page that a request asks for; {@code naturalKey} is the field that may be searched by.
     */
    static Answer of(Request request, Records records, String naturalKey) {
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray("items");
        if (request.parameter(naturalKey).isPresent()) {
            String wanted = request.parameter(naturalKey).get();
            records.all(record -> record.path(naturalKey).asString("").equals(wanted))
                    .forEach(items::add);
            return Answer.ok(answer.putNull("next"));
        }
        int limit =
                Math.min(
                        LARGEST_PAGE,
                        request.parameter("limit").map(Integer::parseInt).orElse(LARGEST_PAGE));
        Records.Page page =
                records.changed(
                        request.parameter("modifiedSince").orElse(""),
                        request.parameter("after").orElse(""),
                        limit);
        page.records().forEach(items::add);
        page.next().ifPresentOrElse(next -> answer.put("next", next), () -> answer.putNull("next"));
        return Answer.ok(answer);
    }
}
