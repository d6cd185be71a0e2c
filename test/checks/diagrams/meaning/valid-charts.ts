/** Diagrams of values and of times as runbooks have them. */
export const validCharts: readonly string[] = [
  `gantt
    title Migration
    dateFormat YYYY-MM-DD
    axisFormat %d.%m.
    excludes weekends
    tickInterval 1week
    section Prepare
    Backup       :done, b1, 2026-01-05, 2d
    Dry run      :active, b2, after b1, 3d
    section Move
    Cut over     :crit, milestone, m1, after b2, 0d
    Watch        :w1, after m1 b1, 1w
    Long         :2026-01-20, 2026-01-25
    Then         :3d
    click b1 href "https://example.org"`,
  `gantt
    dateFormat HH:mm
    axisFormat %H:%M
    Initial milestone : milestone, m1, 17:49, 2m
    Task A : 10m
    Task B : 5m
    Final milestone : milestone, m2, 18:08, 4m`,
  `gantt
    dateFormat X
    axisFormat %s
    section a
    one : 0, 18
    two : 15, 6`,
  `pie showData
    title Pets
    "Dogs" : 386
    "Cats" : 85.9
    "Rats" : 0`,
  `quadrantChart
    title Reach and engagement
    x-axis Low Reach --> High Reach
    y-axis Low --> High
    quadrant-1 Expand
    quadrant-2 Promote
    A: [0.3, 0.6]
    B:::hot: [0.45, 0.23] radius: 12, color: #ff3300
    classDef hot color: #109060`,
  `journey
    title My day
    section Go to work
      Make tea: 5: Me
      Go upstairs: 3: Me, Cat`,
  `sankey-beta

Agricultural 'waste',Bio-conversion,124.729
"Bio, fuel",Liquid,0.597
Bio-conversion,Losses,26.862`,
  `xychart-beta
    title "Sales"
    x-axis [jan, feb, mar]
    y-axis "Revenue" 4000 --> 11000
    bar [5000, 6000, 7500]
    line [5000, 6000, 7500]`,
  `radar-beta
    axis a["A"], b["B"], c["C"]
    curve x["X"]{1, 2, 3}
    curve y{ c: 1, a: 2, b: 3 }
    max 5
    min 0`,
  `timeline
    title History
    section One
    2002 : LinkedIn
    2004 : Facebook : Google`,
  `kanban
    todo[Todo]
        t1[Create docs]@{ ticket: MC-2037, assigned: 'x', priority: 'High' }
    done[Done]`,
  `packet-beta
    0-15: "Source Port"
    16-31: "Destination Port"
    +8: "x"`,
]
