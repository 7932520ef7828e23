"""What the recognisers of numbers find and leave alone."""

from redaction.recognisers import (
    arrest_summons_number,
    bank_account,
    care_number,
    case_urn,
    collar_number,
    coordinates,
    court_reference,
    crime_reference,
    cro_number,
    custody_record,
    device_number,
    driving_licence,
    email_address,
    incident_log,
    iopc_reference,
    nhs_number,
    nino,
    other_numbers,
    passport,
    phone,
    pnc_id,
    postcode,
    pupil_number,
    username,
    vehicle_registration,
)
from tests.redaction.recognisers.table import Table

POLICE = {
    "PNC id": Table(
        pnc_id,
        (
            ("PNC 2014/0382917B", "2014/0382917B"),
            ("14/382917B", "14/382917B"),
            ("20140382917B", "20140382917B"),
        ),
        ("14/3", "2014/15", "page 14/382 of"),
    ),
    "CRO number": Table(
        cro_number,
        (("CRO 123456/08X", "123456/08X"), ("SF05/482703J", "SF05/482703J")),
        ("123456/08", "12/34/56X"),
    ),
    "arrest summons number": Table(
        arrest_summons_number,
        (("ASN: 24/00NR/01/4412Z", "24/00NR/01/4412Z"), ("1301LD0100000382917K", "1301LD0100000382917K")),
        ("24/00/01", "13/01LD"),
    ),
    "case URN": Table(
        case_urn,
        (("URN 01AB1234524", "01AB1234524"), ("13 LD 12345 24", "13 LD 12345 24")),
        ("13 of 24", "AB12345"),
    ),
    "court reference": Table(
        court_reference,
        (
            ("Case ZE24C00123", "ZE24C00123"),
            ("T20247001", "T20247001"),
            ("application no. 28045/02", "28045/02"),
        ),
        ("about 1/2", "16/30", "24C"),
    ),
    "crime reference": Table(
        crime_reference,
        (
            ("NR/24/01823", "NR/24/01823"),
            ("crime no. 13240123456", "13240123456"),
            ("42LD/4471/24", "42LD/4471/24"),
        ),
        ("and/or", "crime is down", "reference to him"),
    ),
    "incident log": Table(
        incident_log,
        (("233 of 14/03/24", "233 of 14/03/24"), ("CAD 4471", "4471"), ("0071-02012024", "0071-02012024")),
        ("3 of the children", "log in", "one of 14"),
    ),
    "custody record": Table(
        custody_record,
        (("LD/01234/24", "LD/01234/24"), ("exhibit TJB/1.", "TJB/1"), ("BWV 88213", "88213")),
        ("and/or", "T/1", "MARAC on Monday"),
    ),
    "IOPC reference": Table(
        iopc_reference, (("Our ref 2024/198765", "2024/198765"),), ("2024/19", "1999/198765")
    ),
    "collar number": Table(
        collar_number,
        (
            ("PC 4471", "4471"),
            ("collar no. 1123", "1123"),
            ("DS LD2231", "LD2231"),
            ("Sgt Harris 884", "884"),
        ),
        ("PC Harris", "a collar", "DS said 3"),
    ),
}

NUMBERS = {
    "NHS number": Table(
        nhs_number,
        (
            ("943 476 5919", "943 476 5919"),
            ("9434765919", "9434765919"),
            ("NHS no 943-476-5918", "943-476-5918"),
            ("NHS 94 3476 59 19", "94 3476 59 19"),
            ("CHI O1O1 99 59I9", "O1O1 99 59I9"),
        ),
        ("943 476", "£9434765919", "the NHS is busy"),
    ),
    "National Insurance number": Table(
        nino,
        (
            ("JG 10 37 59 A", "JG 10 37 59 A"),
            ("NI JG103759", "JG103759"),
            ("jg103759a", "jg103759a"),
            ("TN010203M", "TN010203M"),
            ("BG103759A", "BG103759A"),
            ("JG-10-37-59-A", "JG-10-37-59-A"),
        ),
        ("JG1037", "AB 12", "in 10 37 59"),
    ),
    "passport": Table(
        passport,
        (
            ("passport 533401372", "533401372"),
            ("Passport no: AB1234567", "AB1234567"),
            ("AB1234567", "AB1234567"),
        ),
        ("533401372", "a passport"),
    ),
    "driving licence": Table(
        driving_licence,
        (
            ("MORGA657054SM9IJ", "MORGA657054SM9IJ"),
            ("MORGA 657054 SM9 IJ 35", "MORGA 657054 SM9 IJ 35"),
            ("driving licence 12345678", "12345678"),
        ),
        ("12345678", "MORGAN 657"),
    ),
    "vehicle registration": Table(
        vehicle_registration,
        (
            ("AB12 CDE", "AB12 CDE"),
            ("YJ 19 XKW", "YJ 19 XKW"),
            ("A123 BCD", "A123 BCD"),
            ("BEZ 4471", "BEZ 4471"),
            ("Q412 ABC", "Q412 ABC"),
            ("registration A 1", "A 1"),
        ),
        ("AB12", "in 2012", "AB41 CDE", "A 1"),
    ),
    "postcode": Table(
        postcode,
        (
            ("LS9 8AB", "LS9 8AB"),
            ("LS9  8AB", "LS9  8AB"),
            ("LS9-8AB", "LS9-8AB"),
            ("L59 8QT", "L59 8QT"),
            ("ZZ99 3VZ", "ZZ99 3VZ"),
            ("BFPO 57", "BFPO 57"),
            ("LSO 8AB", "LSO 8AB"),
            ("the LS11 area", "LS11"),
        ),
        ("collar", "called", "B12", "LS9 8AC"),
    ),
    "bank account": Table(
        bank_account,
        (
            ("20-45-67 12345678", "20-45-67 12345678"),
            ("sort code 20 45 67", "20 45 67"),
            ("account 12345678", "12345678"),
            ("IBAN GB29 NWBK 6016 1331 9268 19.", "GB29 NWBK 6016 1331 9268 19"),
            ("paid with 4929-1234-5678-9014", "4929-1234-5678-9014"),
            ("Amex 3714 496353 98431", "3714 496353 98431"),
        ),
        ("20-45-67", "12345678", "GB29", "4929 1234"),
    ),
    "device number": Table(
        device_number,
        (("356938035643809", "356938035643809"), ("8944110000000000003", "8944110000000000003")),
        ("3569380", "89 people"),
    ),
    "coordinates": Table(
        coordinates,
        (
            ("53.7997, -1.5492", "53.7997, -1.5492"),
            ("grid SE 298 338", "SE 298 338"),
            ("///filled.count.soap", "filled.count.soap"),
        ),
        ("3.5, 4.5", "filled.count.soap", "SE 2"),
    ),
    "pupil number": Table(
        pupil_number,
        (("H801200001001", "H801200001001"), ("H80120000100A", "H80120000100A")),
        ("H8012", "I801200001001"),
    ),
    "care number": Table(
        care_number,
        (
            ("M4471223", "M4471223"),
            ("LCS 7712345", "LCS 7712345"),
            ("hospital no. K0098123", "K0098123"),
            ("A1234BC", "A1234BC"),
        ),
        ("M4", "LCS form", "case number unknown"),
    ),
    "telephone": Table(
        phone,
        (
            ("07700 900123", "07700 900123"),
            ("07700.900.123", "07700.900.123"),
            ("O7700 9OO1O1", "O7700 9OO1O1"),
            ("+44 (0)7700 900456", "+44 (0)7700 900456"),
            ("ext 4471", "4471"),
            ("rang 496 0345", "496 0345"),
        ),
        ("in 2024", "496 0345", "0 days"),
    ),
    "user name": Table(
        username,
        (
            ("@tyb_09 said", "@tyb_09"),
            ("snapchat: tyb.09", "tyb.09"),
            ('gamertag "TyB_2009"', "TyB_2009"),
            ("insta is jrm_2k4", "jrm_2k4"),
        ),
        ("a@b", "her account was inconsistent.", "on Snapchat a lot"),
    ),
    "e-mail address": Table(
        email_address,
        (
            ("to a.lowe@example.gov.uk.", "a.lowe@example.gov.uk"),
            ("a.lowe @example.org", "a.lowe @example.org"),
            ("see www.example.org/x", "www.example.org/x"),
        ),
        ("@ 3pm", "a @ b", "file.txt"),
    ),
    "any other number": Table(
        other_numbers,
        (("id 88213.", "88213"), ("TN-0098812", "TN-0098812"), ("98I2345E", "98I2345E")),
        ("£4471", "in 2024", "1430 hrs", "section 4471", "250 pages", "12", "1,000"),
    ),
}
