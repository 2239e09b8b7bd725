/// A technique of MITRE ATT&CK as other programs know it: its id, name and page.
///
/// Source: MITRE ATT&CK v17, Enterprise and ICS; a sub-technique has its own name, without its parent's.
struct Technique {
  /// `T0858`, `T1021.002`.
  let id: String

  var url: String {
    "https://attack.mitre.org/techniques/" + id.split(separator: ".").joined(separator: "/") + "/"
  }

  /// nil for one that no detector names.
  var name: String? {
    switch id {
    case "T0804": "Block Reporting Message"
    case "T0806": "Brute Force I/O"
    case "T0812": "Default Credentials"
    case "T0814": "Denial of Service"
    case "T0816": "Device Restart/Shutdown"
    case "T0819": "Exploit Public-Facing Application"
    case "T0822": "External Remote Services"
    case "T0828": "Loss of Productivity and Revenue"
    case "T0830": "Adversary-in-the-Middle"
    case "T0835": "Manipulate I/O Image"
    case "T0836": "Modify Parameter"
    case "T0842": "Network Sniffing"
    case "T0843": "Program Download"
    case "T0845": "Program Upload"
    case "T0846": "Remote System Discovery"
    case "T0849": "Masquerading"
    case "T0855": "Unauthorized Command Message"
    case "T0856": "Spoof Reporting Message"
    case "T0857": "System Firmware"
    case "T0858": "Change Operating Mode"
    case "T0859": "Valid Accounts"
    case "T0866": "Exploitation of Remote Services"
    case "T0869": "Standard Application Layer Protocol"
    case "T0878": "Alarm Suppression"
    case "T0882": "Theft of Operational Information"
    case "T0883": "Internet Accessible Device"
    case "T0885": "Commonly Used Port"
    case "T0886": "Remote Services"
    case "T0888": "Remote System Information Discovery"
    case "T1001": "Data Obfuscation"
    case "T1003.002": "Security Account Manager"
    case "T1003.006": "DCSync"
    case "T1021.002": "SMB/Windows Admin Shares"
    case "T1036": "Masquerading"
    case "T1046": "Network Service Discovery"
    case "T1047": "Windows Management Instrumentation"
    case "T1048": "Exfiltration Over Alternative Protocol"
    case "T1053.005": "Scheduled Task"
    case "T1069.002": "Domain Groups"
    case "T1070.001": "Clear Windows Event Logs"
    case "T1071": "Application Layer Protocol"
    case "T1071.004": "DNS"
    case "T1078.001": "Default Accounts"
    case "T1087": "Account Discovery"
    case "T1087.002": "Domain Account"
    case "T1095": "Non-Application Layer Protocol"
    case "T1105": "Ingress Tool Transfer"
    case "T1110": "Brute Force"
    case "T1110.001": "Password Guessing"
    case "T1110.003": "Password Spraying"
    case "T1112": "Modify Registry"
    case "T1187": "Forced Authentication"
    case "T1190": "Exploit Public-Facing Application"
    case "T1210": "Exploitation of Remote Services"
    case "T1219": "Remote Access Tools"
    case "T1486": "Data Encrypted for Impact"
    case "T1498": "Network Denial of Service"
    case "T1543.003": "Windows Service"
    case "T1547.012": "Print Processors"
    case "T1557": "Adversary-in-the-Middle"
    case "T1557.001": "LLMNR/NBT-NS Poisoning and SMB Relay"
    case "T1557.003": "DHCP Spoofing"
    case "T1558.003": "Kerberoasting"
    case "T1558.004": "AS-REP Roasting"
    case "T1568.002": "Domain Generation Algorithms"
    case "T1569.002": "Service Execution"
    case "T1570": "Lateral Tool Transfer"
    case "T1571": "Non-Standard Port"
    case "T1572": "Protocol Tunneling"
    default: nil
    }
  }
}
