# A dyad-month table in R, from the Parquet export:
#
#     communique export corpus.db -f parquet -o export/
#     Rscript docs/export.R export/
#
# Needs: install.packages(c("arrow", "dplyr", "tidyr"))

library(arrow)
library(dplyr)
library(tidyr)

folder <- commandArgs(trailingOnly = TRUE)[1]
if (is.na(folder)) folder <- "export"
read <- function(table) read_parquet(file.path(folder, paste0(table, ".parquet")))

# What happened, counted once: no denials, plans or guesses, nothing told again in its report, no copies of reports,
# nothing that a person rejected. Mutual events (talks, clashes, signings) stand both ways.
dyad_months <- read("dyads") |>
  filter(status == "actual", !retold, is.na(copy_of), review != "rejected", !is.na(day)) |>
  group_by(month, actor, recipient, quad) |>
  summarise(events = n(), score = mean(score), claimed = sum(claimed), .groups = "drop")

print(dyad_months)

# One row a dyad and month, one column a quad class, ready for a panel model.
panel <- dyad_months |>
  select(month, actor, recipient, quad, events) |>
  pivot_wider(names_from = quad, values_from = events, values_fill = 0)
write.csv(panel, "dyad_months.csv", row.names = FALSE, na = "")
