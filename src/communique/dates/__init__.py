"""From words of time to days: "early last month" in a report of 2 May 2011 is 1 to 10 April."""
