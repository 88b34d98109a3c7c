package throughline.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Credits a part of an invoice. */
@Command(
        name = "credit",
        description = "Orders a credit note for a part of a posted invoice; takes two people.")
final class CreditCommand extends DecidingCommand {

    @Parameters(index = "1", paramLabel = "INVOICE", description = "The invoice, by its key.")
    private String invoice = "";

    @Parameters(
            index = "2",
            paramLabel = "AMOUNT",
            description = "Net, with its currency: EUR 1000.00.")
    private String amount = "";

    @Option(
            names = "--order",
            paramLabel = "NAME",
            required = true,
            description = "Tells one credit from another; a name is credited once.")
    private String order = "";

    @Override
    Map<String, String> wish() {
        return Map.of("decision", "credit", "invoice", invoice, "amount", amount, "order", order);
    }
}
