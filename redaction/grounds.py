"""Why something is taken out: the closed list of grounds, each with its source."""

from enum import StrEnum


class Ground(StrEnum):
    """The reason code that every redaction carries. The list is closed.

    Source: UK GDPR Articles 4, 9 and 10; Data Protection Act 2018 section 45; the protocol's section 9
    (sensitive material); CPS disclosure manual on sensitive schedules. See docs/grounds.md.
    """

    THIRD_PARTY = "third-party"
    CHILD = "child"
    FAMILY = "family"
    SPECIAL_CATEGORY = "special-category"
    CRIMINAL_OFFENCE = "criminal-offence"
    CONTACT_DETAILS = "contact-details"
    IDENTIFIER = "identifier"
    POLICE_OFFICER = "police-officer"
    SOURCE_OR_INTELLIGENCE = "source-or-intelligence"
    SENSITIVE_PUBLIC_INTEREST = "sensitive-public-interest"
    LEGAL_PRIVILEGE = "legal-privilege"
    NOT_RELEVANT = "not-relevant"

    @property
    def sentence(self) -> str:
        """The words a reviewer chooses and a recipient reads in the schedule."""
        return _SENTENCES[self]

    @property
    def source(self) -> str:
        """The legal ground, as the schedule cites it."""
        return _SOURCES[self]


_SENTENCES = {
    Ground.THIRD_PARTY: "Personal data of someone this matter is not about",
    Ground.CHILD: "Identifies a child",
    Ground.FAMILY: "Identifies a member of a child's family",
    Ground.SPECIAL_CATEGORY: "Special category data, such as health",
    Ground.CRIMINAL_OFFENCE: "Criminal offence data",
    Ground.CONTACT_DETAILS: "Contact details or an address",
    Ground.IDENTIFIER: "A number that identifies a person or a record",
    Ground.POLICE_OFFICER: "Identifies a police officer or member of police staff",
    Ground.SOURCE_OR_INTELLIGENCE: "Points to a source or to intelligence",
    Ground.SENSITIVE_PUBLIC_INTEREST: "Real risk of serious prejudice to an important public interest",
    Ground.LEGAL_PRIVILEGE: "Legally privileged",
    Ground.NOT_RELEVANT: "Not relevant to the purpose of the request",
}

_SOURCES = {
    Ground.THIRD_PARTY: "UK GDPR Article 5(1)(c)",
    Ground.CHILD: "UK GDPR Article 5(1)(c) and recital 38",
    Ground.FAMILY: "UK GDPR Article 5(1)(c)",
    Ground.SPECIAL_CATEGORY: "UK GDPR Article 9",
    Ground.CRIMINAL_OFFENCE: "UK GDPR Article 10",
    Ground.CONTACT_DETAILS: "UK GDPR Article 5(1)(c)",
    Ground.IDENTIFIER: "UK GDPR Article 4(1)",
    Ground.POLICE_OFFICER: "UK GDPR Article 5(1)(c)",
    Ground.SOURCE_OR_INTELLIGENCE: "Protocol A§9.9; Data Protection Act 2018 section 45(4)",
    Ground.SENSITIVE_PUBLIC_INTEREST: "Protocol A§9.9",
    Ground.LEGAL_PRIVILEGE: "Data Protection Act 2018 Schedule 2 paragraph 19",
    Ground.NOT_RELEVANT: "Protocol A§9.1; UK GDPR Article 5(1)(c)",
}
