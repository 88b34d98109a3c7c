package throughline.twins;

import java.util.List;

/** The invented people, customers and deals of the firm whose life is simulated. */
final class Names {

    static final List<String[]> CUSTOMERS =
            List.of(
                    new String[] {
                        "Nordwind Versicherung AG", "DE", "Hamburg", "Hafenstr. 12", "20457"
                    },
                    new String[] {"Alpenland Energie GmbH", "AT", "Graz", "Murweg 3", "8010"},
                    new String[] {"Maison Lambert SA", "FR", "Lyon", "Rue Garibaldi 40", "69006"},
                    new String[] {
                        "Kessler Werkzeugbau KG", "DE", "Stuttgart", "Industriestr. 8", "70565"
                    },
                    new String[] {"Polder Logistics BV", "NL", "Rotterdam", "Waalhaven 77", "3089"},
                    new String[] {"Havel Klinikum gGmbH", "DE", "Potsdam", "Seestr. 21", "14467"},
                    new String[] {"Rhein Medien AG", "DE", "Köln", "Am Ufer 5", "50668"},
                    new String[] {
                        "Blue Mesa Health Inc", "US", "Denver", "1400 Wynkoop St", "80202"
                    },
                    new String[] {"Prairie Rail Co", "US", "Omaha", "77 Union Ave", "68102"},
                    new String[] {"Harborline Foods LLC", "US", "Boston", "9 Fish Pier", "02210"},
                    new String[] {"Cascade Timber Corp", "US", "Portland", "500 Mill Rd", "97201"},
                    new String[] {
                        "Maple Ridge Insurance", "CA", "Toronto", "88 King St W", "M5X1A9"
                    });
    static final List<String> SUBJECTS =
            List.of(
                    "Claims platform",
                    "Data office",
                    "Billing renewal",
                    "Warehouse move",
                    "Risk model",
                    "Customer portal",
                    "Finance close",
                    "Cloud landing zone",
                    "Pricing engine",
                    "Field service",
                    "Supplier onboarding",
                    "Planning cockpit");
    static final List<String[]> PEOPLE =
            List.of(
                    new String[] {"Jonas Brandt", "consultant", "europe"},
                    new String[] {"Mira Okafor", "manager", "europe"},
                    new String[] {"Elif Demir", "consultant", "europe"},
                    new String[] {"Paul Sander", "analyst", "europe"},
                    new String[] {"Clara Weiss", "partner", "europe"},
                    new String[] {"Tess Monroe", "consultant", "americas"},
                    new String[] {"Ray Alvarez", "manager", "americas"},
                    new String[] {"Ines Castillo", "analyst", "americas"},
                    new String[] {"Hank Doyle", "partner", "americas"},
                    new String[] {"Priya Nair", "consultant", "americas"},
                    new String[] {"Otto Lang", "consultant", "europe"},
                    new String[] {"Lena Horvat", "analyst", "europe"},
                    new String[] {"Sven Aalto", "manager", "europe"},
                    new String[] {"June Park", "analyst", "americas"},
                    new String[] {"Theo Grant", "consultant", "americas"});
    static final List<String> SELLERS = List.of("Ada Lind", "Victor Hale", "Noor Haddad");

    private Names() {}
}
