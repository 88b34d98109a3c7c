package throughline.align;

/** What a write brings about in the receiving system. */
public enum ActionKind {
    CREATE_CUSTOMER,
    CREATE_CONTRACT,
    CREATE_PROJECT,
    UPDATE_PROJECT,
    POST_INVOICE,
    POST_CREDIT_NOTE,
    POST_JOURNAL,
    WRITE_BACK
}
