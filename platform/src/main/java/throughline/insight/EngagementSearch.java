package throughline.insight;

import java.util.Map;

/**
 * Which engagements are listed, the same for people and programs.
 *
 * @param query part of a name, an id or a customer, or the whole number of a document or of a
 *     record of another system; empty for all
 * @param status empty for all
 */
public record EngagementSearch(String query, String status) {

    /** Engagements {@code e} that are looked for, of what somebody may see, in SQL. */
    public static final String MATCHES =
            """
            from engagement e
            where e.kind = 'deal' and (:status = '' or e.status = :status)
              and in_scope(e.unit, e.legal_entity, :units, :entities)
              and (:q = '' or e.searched like lower(:like)
                or e.id in (select p.engagement from posting p
                    where p.document >= :q and p.document < :beyond and p.document <> '')
                or e.id in (select i.engagement from identity i where i.external_id = :q))
            """;

    /** The parameters of {@link #MATCHES}, but for those of who asks. */
    public Map<String, Object> parameters() {
        return Map.of(
                "status",
                status,
                "q",
                query,
                // The end of everything that begins like it, so that the database can look it up.
                "beyond",
                query + Character.toString(Character.MAX_CODE_POINT),
                "like",
                "%" + query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
    }
}
