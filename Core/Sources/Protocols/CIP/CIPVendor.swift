import Vocabulary

/// Numbers that ODVA gives to vendors and kinds of devices.
enum CIPVendor {
  /// A vendor's name; its number where the name is not in this table.
  ///
  /// Source: ODVA's vendor ids as cisagov/icsnpp-enip `scripts/consts.zeek` lists them; the names here are
  /// the companies' own, without the legal form.
  static func name(_ number: UInt16) -> String {
    switch number {
    case 1: "Rockwell Automation/Allen-Bradley"
    case 3: "Honeywell"
    case 5: "Rockwell Automation/Reliance Electric"
    case 7: "SMC"
    case 8: "Molex"
    case 12: "Banner Engineering"
    case 26: "Festo"
    case 40: "WAGO"
    case 43: "Balluff"
    case 44: "Yaskawa"
    case 45: "Eurotherm"
    case 46, 75, 593, 722: "ABB"
    case 47: "Omron"
    case 48, 256: "Turck"
    case 50: "Real Time Automation"
    case 52: "Numatics"
    case 56: "Softing"
    case 57: "Pepperl+Fuchs"
    case 58: "Spectrum Controls"
    case 68: "Eaton"
    case 77: "Rockwell Software"
    case 83: "Opto 22"
    case 86: "Horner Electric"
    case 87: "Bürkert"
    case 90: "HMS Industrial Networks"
    case 94: "Advantech"
    case 97: "Danfoss"
    case 100, 255, 287: "Bosch Rexroth"
    case 108: "Beckhoff Automation"
    case 109: "National Instruments"
    case 121: "KUKA"
    case 161: "Mitsubishi Electric"
    case 171: "Denso Wave"
    case 176: "Red Lion Controls"
    case 181: "Pilz"
    case 206: "Vector Informatik"
    case 243: "Schneider Electric"
    case 250: "Yokogawa Electric"
    case 257: "Control Techniques"
    case 283: "Hilscher"
    case 309: "ProSoft Technology"
    case 315: "SEW-Eurodrive"
    case 319: "Fuji Electric"
    case 322: "ifm"
    case 326: "GE Fanuc Automation"
    case 345: "Endress+Hauser"
    case 346: "Lincoln Electric"
    case 356, 591: "Fanuc"
    case 367: "Keyence"
    case 445: "Lenze"
    case 452: "Kollmorgen"
    case 482: "Koyo Electronics"
    case 524: "Leuze electronic"
    case 562: "Phoenix Contact"
    case 634: "Hirschmann"
    case 640: "Murrelektronik"
    case 660: "AutomationDirect"
    case 666: "Mettler-Toledo"
    case 678: "Cognex"
    case 680: "Weidmüller"
    case 699: "IAI"
    case 808: "SICK"
    case 1225: "Rosemount"
    case 1251: "Siemens"
    case 1285: "3S-Smart Software Solutions"
    case 1307: "Kepware Technologies"
    case 1399: "Universal Robots"
    default: "ODVA vendor \(number)"
    }
  }

  /// What a device profile is for, where it tells one thing; an adapter may stand before anything.
  ///
  /// Source: The CIP Networks Library, volume 1, clause 6-7.
  static func role(ofDeviceType number: UInt16) -> Role? {
    switch number {
    case 0x02, 0x10, 0x13, 0x16, 0x17, 0x25, 0x2D, 0x2E: .drive
    case 0x07, 0x1B, 0x22, 0x23, 0x2A, 0x31: .ioDevice
    case 0x0E: .controller
    case 0x18: .hmi
    case 0x29: .gateway
    case 0x2C: .networkSwitch
    default: nil
    }
  }
}
