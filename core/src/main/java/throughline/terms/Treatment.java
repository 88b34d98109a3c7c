package throughline.terms;

import throughline.wording.Kebab;

/** How an approved change of terms counts for the revenue of one obligation. */
public enum Treatment {
    /** Further distinct services at what they sell for alone: a contract of their own. */
    SEPARATE_CONTRACT("ASC 606-10-25-12; IFRS 15.20"),
    /** What is left of the old price and the new one, over what is left to deliver. */
    PROSPECTIVE("ASC 606-10-25-13(a); IFRS 15.21(a)"),
    /** One partly satisfied obligation: revised price by revised progress, at once. */
    CATCH_UP("ASC 606-10-25-13(b); IFRS 15.21(b)");

    private final String paragraph;

    Treatment(String paragraph) {
        this.paragraph = paragraph;
    }

    /** Where the standards say so. */
    public String paragraph() {
        return paragraph;
    }

    /** As documents and people write it. */
    public String word() {
        return Kebab.of(this);
    }
}
