package throughline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small sales pipeline as a CRM exports it. */
final class PipelineFiles {

    /** How many lines the files have, without their headers. */
    static final int RECORDS = 12;

    private PipelineFiles() {}

    /**
     * Three won deals of 1,054.00, 550.00 and 4,821.00 in March and May 2017, one open, one lost.
     */
    static Path in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("accounts.csv"),
                """
                account,sector,year_established,revenue,employees,office_location,subsidiary_of
                Cancity,retail,2001,718.62,2448,United States,
                Isdom,medical,2002,3178.24,4540,United States,
                """);
        Files.writeString(
                folder.resolve("products.csv"),
                """
                product,series,sales_price
                GTX Basic,GTX,550
                GTX Pro,GTX,4821
                GTX Plus Basic,GTX,1096
                """);
        Files.writeString(
                folder.resolve("sales_teams.csv"),
                """
                sales_agent,manager,regional_office
                Moses Frase,Dustin Brinkmann,Central
                Darcel Schlecht,Melvin Marxen,Central
                """);
        Files.writeString(
                folder.resolve("sales_pipeline.csv"),
                """
                opportunity_id,sales_agent,product,account,deal_stage,\
                engage_date,close_date,close_value
                1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Won,2016-10-20,2017-03-01,1054
                2C1I7A6R,Moses Frase,GTX Basic,Isdom,Won,2016-10-25,2017-03-11,550
                3C1I7A6R,Darcel Schlecht,GTXPro,Isdom,Won,2016-10-25,2017-05-07,4821
                4C1I7A6R,Darcel Schlecht,GTX Pro,Isdom,Engaging,2016-10-25,,
                5C1I7A6R,Moses Frase,GTX Pro,Isdom,Lost,2016-10-25,2017-03-09,0
                """);
        return folder;
    }
}
