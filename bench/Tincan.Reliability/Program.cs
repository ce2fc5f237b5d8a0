using Tincan.Reliability;

// As the shipped program does; read once, when the first socket is made.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

if (args is [Attack.Word, .. var words])
{
    await Attack.RunAsync(words);
    return 0;
}

if (!Options.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine($"reliability: {problem}");
    return 2;
}

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};
var isFine = true;
foreach (var experiment in options.Experiments)
{
    var findings = new Findings();
    await experiment.RunAsync(options.Terms, findings, interrupt.Token);
    foreach (var (name, value) in findings.Figures)
    {
        Console.WriteLine($"{experiment.Name}: {name}: {value}");
    }

    foreach (var wrong in findings.Wrong)
    {
        Console.WriteLine($"{experiment.Name}: WRONG: {wrong} (seed {options.Terms.Seed})");
    }

    isFine &= findings.Wrong.Count == 0;
    if (options.Page is { } page)
    {
        File.WriteAllText(page, Page.Put(File.ReadAllText(page), experiment, options.Terms, findings));
    }
}

return isFine ? 0 : 1;
