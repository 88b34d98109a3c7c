// Draws the charts that a page describes, keeps pages live, and gives tables a keyboard.
(function () {
  "use strict";
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const palette = () => ({
    booked: css("--booked"), billed: css("--billed"), recognized: css("--recognized"),
    good: css("--good"), warn: css("--warn"), bad: css("--bad"), accent: css("--accent"),
    ink: css("--ink"), soft: css("--ink-soft"), line: css("--line"), surface: css("--surface"),
  });

  const base = (p) => ({
    animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches, animationDuration: 250,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: p.ink },
    tooltip: { trigger: "axis", backgroundColor: p.surface, borderColor: p.line, textStyle: { color: p.ink } },
    legend: { bottom: 0, textStyle: { color: p.soft }, icon: "roundRect", itemHeight: 8 },
    grid: { left: 8, right: 16, top: 16, bottom: 36, containLabel: true },
  });
  const axis = (p) => ({
    axisLine: { lineStyle: { color: p.line } }, axisTick: { show: false },
    axisLabel: { color: p.soft }, splitLine: { lineStyle: { color: p.line, opacity: 0.5 } },
  });
  const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

  const charts = {
    months(d, p) {
      return {
        ...base(p),
        xAxis: { type: "category", data: d.labels, ...axis(p) },
        yAxis: { type: "value", ...axis(p), axisLabel: { color: p.soft, formatter: (v) => compact.format(v) } },
        series: d.series.map((s) => ({
          name: s.name, type: s.line ? "line" : "bar", data: s.values, barMaxWidth: 22, smooth: 0.2,
          symbolSize: 5, step: s.step ? "end" : false,
          itemStyle: { color: p[s.color], borderRadius: [3, 3, 0, 0] }, lineStyle: { width: 2.5 },
        })),
      };
    },
    waterfall(d, p) {
      return {
        ...base(p), legend: undefined, grid: { left: 8, right: 16, top: 16, bottom: 12, containLabel: true },
        tooltip: { trigger: "item", backgroundColor: p.surface, borderColor: p.line, textStyle: { color: p.ink },
          formatter: (x) => d.bars[x.dataIndex].text },
        xAxis: { type: "category", data: d.bars.map((b) => b.name), ...axis(p),
          axisLabel: { color: p.soft, interval: 0, width: Math.min(92, Math.floor(400 / d.bars.length)), overflow: "break", fontSize: 11, lineHeight: 13 } },
        yAxis: { type: "value", scale: true, ...axis(p), axisLabel: { color: p.soft, formatter: (v) => compact.format(v) } },
        series: [{
          type: "custom", clip: true, data: d.bars.map((b, i) => [i, b.from, b.from + b.height]),
          encode: { x: 0, y: [1, 2] },
          renderItem: (params, api) => {
            const bar = d.bars[params.dataIndex];
            const top = api.coord([api.value(0), api.value(2)]), foot = api.coord([api.value(0), api.value(1)]);
            const width = Math.min(46, api.size([1, 0])[0] * 0.6);
            return { type: "rect", shape: window.echarts.graphic.clipRectByRect(
              { x: top[0] - width / 2, y: top[1], width, height: Math.max(1.5, foot[1] - top[1]) },
              { x: params.coordSys.x, y: params.coordSys.y, width: params.coordSys.width, height: params.coordSys.height }) ,
              style: { fill: p[bar.color] || p.accent } };
          },
        }],
      };
    },
    stages(d, p) {
      return {
        ...base(p), grid: { left: 8, right: 16, top: 4, bottom: 30, containLabel: true },
        tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, backgroundColor: p.surface, borderColor: p.line,
          textStyle: { color: p.ink } },
        xAxis: { type: "value", ...axis(p), axisLabel: { color: p.soft, formatter: (v) => compact.format(v) } },
        yAxis: { type: "category", data: d.stages, inverse: true, ...axis(p), axisLabel: { color: p.ink } },
        series: [
          { name: "expected in time", type: "bar", stack: "all", data: d.inTime, barMaxWidth: 18, itemStyle: { color: p.billed } },
          { name: "expected to miss it", type: "bar", stack: "all", data: d.missing, barMaxWidth: 18, itemStyle: { color: p.bad } },
        ],
      };
    },
    funnel(d, p) {
      return {
        ...base(p), legend: undefined, grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
        tooltip: { trigger: "item", backgroundColor: p.surface, borderColor: p.line, textStyle: { color: p.ink } },
        xAxis: { type: "value", ...axis(p), axisLabel: { color: p.soft, formatter: (v) => compact.format(v) } },
        yAxis: { type: "category", data: d.stages, inverse: true, ...axis(p), axisLabel: { color: p.ink } },
        series: [{ name: d.name, type: "bar", data: d.amounts, barMaxWidth: 26, itemStyle: { color: p.booked, borderRadius: [0, 4, 4, 0] } }],
      };
    },
    flowmap(d, p) {
      const n = d.systems.length, most = Math.max(1, ...d.systems.map((s) => Math.max(s.in, s.out)));
      const width = (v) => (v === 0 ? 0.8 : 1 + 6 * Math.log10(1 + v) / Math.log10(1 + most));
      const tone = { good: p.good, warn: p.warn, bad: p.bad };
      return {
        ...base(p), legend: undefined,
        tooltip: { trigger: "item", backgroundColor: p.surface, borderColor: p.line, textStyle: { color: p.ink },
          formatter: (x) => x.data.text || "" },
        series: [{
          type: "graph", layout: "none", roam: false, left: 90, right: 90, top: 34, bottom: 34,
          edgeSymbol: ["none", "arrow"], edgeSymbolSize: 9,
          label: { show: true, color: p.ink, position: "bottom", fontWeight: 600 },
          data: [{ name: "Throughline", x: 50, y: 50, symbolSize: 92, itemStyle: { color: p.accent }, text: "this installation",
            label: { position: "inside", color: p.surface, fontSize: 12 } }]
            .concat(d.systems.map((s, i) => {
              const turn = 2 * Math.PI * i / n - Math.PI / 2, x = Math.cos(turn), y = Math.sin(turn);
              // A label stands on the side that no arrow comes from.
              const side = Math.abs(x) > 0.5 ? (x > 0 ? "right" : "left") : (y > 0 ? "bottom" : "top");
              return { name: s.name, text: s.text, symbolSize: 40, itemStyle: { color: tone[s.tone] || p.soft },
                label: { position: side }, x: 50 + 50 * x, y: 50 + 42 * y };
            })),
          links: d.systems.flatMap((s) => [
            { source: s.name, target: "Throughline", text: s.name + ": " + s.in + " messages in", lineStyle: { width: width(s.in), color: p.billed, curveness: 0.14 } },
            { source: "Throughline", target: s.name, text: s.name + ": " + s.out + " writes out", lineStyle: { width: width(s.out), color: p.recognized, curveness: 0.14 } },
          ]),
        }],
      };
    },
    heat(d, p) {
      const slowest = Math.max(1000, ...d.cells.map((c) => c[2]));
      return {
        ...base(p), legend: undefined, grid: { left: 8, right: 16, top: 8, bottom: 52, containLabel: true },
        tooltip: { trigger: "item", backgroundColor: p.surface, borderColor: p.line, textStyle: { color: p.ink },
          formatter: (x) => d.systems[x.value[1]] + ", " + d.hours[x.value[0]] + ": " + compact.format(x.value[2] / 1000) + " s" },
        xAxis: { type: "category", data: d.hours, ...axis(p) }, yAxis: { type: "category", data: d.systems, ...axis(p) },
        visualMap: { min: 0, max: slowest, text: [compact.format(slowest / 1000) + " s", "0 s"], orient: "horizontal", left: "center", bottom: 0, itemHeight: 120, itemWidth: 10,
          textStyle: { color: p.soft }, formatter: (v) => compact.format(v / 1000) + " s", inRange: { color: [p.surface, p.warn, p.bad] } },
        series: [{ type: "heatmap", data: d.cells, itemStyle: { borderColor: p.line, borderWidth: 1 } }],
      };
    },
    lanes(d, p) {
      return {
        ...base(p), legend: undefined, grid: { left: 8, right: 24, top: 12, bottom: 28, containLabel: true },
        tooltip: { trigger: "item", backgroundColor: p.surface, borderColor: p.line, textStyle: { color: p.ink },
          formatter: (x) => x.data.text },
        xAxis: { type: "time", ...axis(p) },
        yAxis: { type: "category", data: d.lanes, inverse: true, ...axis(p) },
        series: [{
          type: "scatter", symbolSize: 12,
          data: d.points.map((x) => ({ value: [x.at, x.lane], text: x.text, itemStyle: { color: p[x.color] || p.accent } })),
        }],
      };
    },
  };

  function draw(root) {
    root.querySelectorAll("[data-chart]").forEach((node) => {
      const data = JSON.parse(node.querySelector("script[type='application/json']").textContent);
      const old = window.echarts.getInstanceByDom(node);
      if (old) old.dispose();
      const canvas = node.querySelector(".canvas");
      const chart = window.echarts.getInstanceByDom(canvas) || window.echarts.init(canvas, null, { renderer: "svg" });
      chart.setOption(charts[node.dataset.chart](data, palette()), true);
    });
  }
  const resize = () => document.querySelectorAll("[data-chart] .canvas").forEach((n) => {
    const c = window.echarts.getInstanceByDom(n);
    if (c) c.resize();
  });
  window.addEventListener("resize", resize);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(document));
  document.addEventListener("DOMContentLoaded", () => draw(document));
  document.addEventListener("htmx:afterSwap", (e) => draw(e.target.parentElement || document));

  document.addEventListener("click", (e) => { if (e.target.closest("[data-print]")) window.print(); });

  const live = () => document.querySelector(".live");
  document.addEventListener("htmx:sseOpen", () => { if (!live()) return; live().dataset.state = "on"; live().textContent = "live"; });
  document.addEventListener("htmx:sseError", () => { if (!live()) return; live().dataset.state = "off"; live().textContent = "reconnecting"; });

  // "/" goes to the search box; j and k walk a table's rows; Enter opens the row's link.
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    if (e.key === "/") {
      const box = document.querySelector("input[type=search]");
      if (box) { e.preventDefault(); box.focus(); }
      return;
    }
    if (e.key !== "j" && e.key !== "k") return;
    const links = [...document.querySelectorAll("tbody tr a.row")];
    if (links.length === 0) return;
    const at = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + (e.key === "j" ? 1 : -1)))].focus();
  });
})();
