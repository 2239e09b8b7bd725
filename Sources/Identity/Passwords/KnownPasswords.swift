/// Passwords that are tried first. Each list is short: it catches what the site's own breach file need not be
/// asked for, and serves the strength meter where there is none.
enum KnownPasswords {
  /// By how early each is tried, from 0.
  static let ranks: [String: Int] = Dictionary(
    zip(common + vendorDefaults.sorted(), 0...), uniquingKeysWith: { first, _ in first })

  /// Passwords that head every list of stolen ones, and what people make of a season, a machine or a shift.
  private static let common = words(
    """
    123456 password 123456789 12345678 12345 qwerty 1234567 111111 1234567890 123123 abc123 1234
    password1 iloveyou 000000 qwerty123 admin welcome monkey dragon letmein football baseball
    sunshine princess shadow superman michael master login hello freedom whatever trustno1 starwars
    passw0rd 654321 666666 121212 qwertyuiop 1q2w3e4r 1qaz2wsx qazwsx asdfgh asdfghjkl zxcvbn
    zxcvbnm 987654321 7777777 888888 112233 charlie donald computer internet secret changeme default
    test guest root administrator user pass temp access summer winter spring autumn january monday
    passwort hallo schalke04 berlin killer sommer winter fruehling herbst montag geheim willkommen
    frankfurt hamburg muenchen bayern qwertz qwertz123 yxcvbnm passwort1 passwort123 hallo123 schatz
    daniel andreas thomas martin stefan motdepasse azerty soleil contrasena hola ciao amore juventus
    wachtwoord lozen haslo polska operator maintenance service engineer technik instandhaltung
    werkstatt produktion maschine schicht fruehschicht spaetschicht nachtschicht anlage steuerung
    scada plc controller factory company correcthorsebatterystaple letmein123 welcome1 welcome123
    admin123 root123 password123 password1234 passwordpassword adminadmin test123
    """)

  /// Passwords that stand in the manuals of controllers, panels, switches and gateways.
  static let vendorDefaults = Set(
    words(
      """
      siemens simatic s7-1200 wincc 2wsxcder basisk sinumerik logo wago user00 beckhoff twincat
      codesys factorycast sysdiag ntpupdate schneider modicon telemecanique usr_pass fwupgrade
      pcfactory test4ftp rockwell allenbradley 1784-cf128 ml1400 ge fanuc kuka motoman yaskawa
      mitsubishi melsec omron sysmac phoenix contact ilc phoenixcontact hirschmann private public
      moxa westermo ewon adm ewonadm lantronix dbps advantech wonderware wwadmin intouch citect
      ignition iconics invensys foxboro honeywell experion emerson deltav abb abb800xa bosch rexroth
      indramat festo pilz sick lenze b&r brautomation cisco netgear ubnt ubiquiti zyxel mikrotik
      fortinet apc schneiderelectric eaton powerware apcapc calvin 0000 00000000 1111 11111111 9999
      12345678 supervisor superuser manager technician
      """))

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0.isNewline }.map(String.init)
  }
}
