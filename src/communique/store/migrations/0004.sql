-- Records of other coders beside ours: one for each coder and report, of the text that `sha256` names.
CREATE TABLE coder_records (
    coder TEXT NOT NULL,
    report_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (coder, report_id)
);
