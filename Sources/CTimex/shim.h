// The kernel's own word on whether its clock is kept right: adjtimex(2).
#include <sys/timex.h>
