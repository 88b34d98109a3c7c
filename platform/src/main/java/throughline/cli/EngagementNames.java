package throughline.cli;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.cli.CommandFailure.Exit;
import throughline.wording.Counted;

/** Finds an engagement by any name that somebody may have at hand. */
final class EngagementNames {

    /** The exact ones first: an id of ours never loses to a number of somebody else's. */
    private static final List<String> WAYS =
            List.of(
                    "select id from engagement where id = :name",
                    """
                    select distinct engagement from identity
                    where external_id = :name or system || ':' || type || ':' || external_id = :name
                    """,
                    """
                    select distinct engagement from action
                    where external_id = :name or natural_key = :name or key = :name
                        or facts::jsonb ->> 'number' = :name
                    """,
                    "select id from engagement where name = :name or id like '%:' || :name");

    private EngagementNames() {}

    /**
     * The engagement's id.
     *
     * @throws CommandFailure when nothing, or more than one, has that name
     */
    static String find(JdbcClient database, String name) {
        for (String way : WAYS) {
            List<String> found =
                    database.sql(way)
                            .param("name", name)
                            .query((row, number) -> row.getString(1))
                            .list();
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (found.size() > 1) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "ambiguous-name",
                        ("Cannot show '%s': %s that name, among them %s. Name" + " one by its id.")
                                .formatted(
                                        name,
                                        Counted.of(
                                                found.size(), "engagement has", "engagements have"),
                                        String.join(
                                                ", ", found.stream().sorted().limit(5).toList())));
            }
        }
        throw new CommandFailure(
                Exit.USAGE,
                "unknown-engagement",
                ("Cannot show '%s': no engagement, record or document of that name is known here."
                                + " Look for it: throughline engagements --search TEXT")
                        .formatted(name));
    }
}
