#include <pcap/pcap.h>
#include <sys/signalfd.h>
