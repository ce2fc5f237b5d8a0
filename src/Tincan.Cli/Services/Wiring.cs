namespace Tincan.Cli.Services;

/// <summary>Checks that the services of a group fit together.</summary>
internal static class Wiring
{
    /// <summary>Checks all services, and throws for the first mistake.</summary>
    /// <exception cref="SyntaxException">
    /// Two services listen on the same address or write the same file; one writes a file that another reads; one asks a service that does not exist, or itself
    /// through others; or only one side uses TLS.
    /// </exception>
    /// <exception cref="UsageException">The same, for settings of the command line.</exception>
    public static void Check(ServiceGroup group)
    {
        foreach (var service in group.Services)
        {
            service.Check();
            CheckAddress(group, service);
            CheckWritten(group, service);
            foreach (var server in service.Servers)
            {
                CheckServer(group, service, server);
            }
        }
    }

    private static void CheckAddress(ServiceGroup group, ServicePlan service)
    {
        if (service.SocketMode is { } mode && service.Address is not UnixAddress { IsAbstract: false })
        {
            throw ServiceError.Of(mode.Where, $"{(service.IsAlone ? "--" : "")}socket-mode needs a Unix socket with a file, and {service.Address} is none: remove it, or listen on unix:PATH");
        }

        if (Before(group, service).FirstOrDefault(other => Addresses.Overlap(other.Address, service.Address)) is { } other)
        {
            throw ServiceError.Of(
                service.Listen?.Where ?? service.Where,
                $"'{service.Name}' listens on {service.Address}, as '{other.Name}' does (line {other.Where?.Line}): set another port with \"listen\": \":PORT\"");
        }
    }

    /// <summary>Checks the files that a plan's service writes. <see cref="FileUse.Check"/> checks those of a command line.</summary>
    private static void CheckWritten(ServiceGroup group, ServicePlan service)
    {
        foreach (var file in service.Written)
        {
            if (file.Where is not { } where || FileIdentity.Of(group.PathOf(file)) is not { } identity)
            {
                continue;
            }

            if (group.File is { } own && FileIdentity.Of(own) == identity)
            {
                throw where.Word.Error("that is the plan itself: choose another file for out");
            }

            if (Before(group, service).FirstOrDefault(other => other.Written.Any(IsSame)) is { } writer)
            {
                throw where.Word.Error($"'{writer.Name}' writes the same file (line {writer.Where!.Line}): choose another one");
            }

            if (group.Services.FirstOrDefault(other => other.Read.Any(IsSame)) is { } reader)
            {
                throw where.Word.Error($"'{reader.Name}' reads that file (line {reader.Read.First(IsSame).Where!.Line}): choose another file for out");
            }

            bool IsSame(Located<string> other) => FileIdentity.Of(group.PathOf(other)) == identity;
        }
    }

    private static void CheckServer(ServiceGroup group, ServicePlan service, Located<string> server)
    {
        if (group.AddressOf(server) is { } address && service.ServerTls?.WhyNotChecked(address, server.Value) is { } problem)
        {
            throw ServiceError.Of(server.Where, $"{problem}: add {(service.IsAlone ? "--tls-name NAME" : "name")}");
        }

        if (group.Asked(server) is not { } asked)
        {
            if (ServiceName.IsName(server.Value))
            {
                throw ServiceError.OfWord(
                    server.Where,
                    $"there is no service '{server.Value}' here; {DidYouMean.Hint(server.Value, Others(group, service), $"write {SettingForms.Server.Meaning}")}");
            }

            return;
        }

        if (service.IsAlone)
        {
            throw new UsageException($"{server.Value} is the address on which this server listens ({service.Address}), so it would ask itself: {service.HintWhenAskingItself}");
        }

        if (Reaches(group, asked, service))
        {
            throw ServiceError.OfWord(server.Where, asked == service
                ? $"'{service.Name}' would ask itself"
                : $"'{service.Name}' would ask itself through '{asked.Name}'");
        }

        if (asked.Tls is not null && service.ServerTls is null && !service.PassesOn)
        {
            throw ServiceError.OfWord(server.Where, $"'{asked.Name}' requires TLS, and '{service.Name}' connects to it without TLS");
        }

        if (asked.Tls is null && service.ServerTls is not null && !asked.PassesOn)
        {
            throw ServiceError.OfWord(server.Where, $"'{service.Name}' connects to '{asked.Name}' with TLS, and '{asked.Name}' does not use TLS");
        }
    }

    private static IEnumerable<ServicePlan> Before(ServiceGroup group, ServicePlan service) => group.Services.TakeWhile(other => other != service);

    private static IEnumerable<string> Others(ServiceGroup group, ServicePlan service) =>
        group.Services.Where(other => other != service).Select(static other => other.Name);

    /// <summary>Whether one service asks the other, directly or through others.</summary>
    private static bool Reaches(ServiceGroup group, ServicePlan one, ServicePlan other)
    {
        var seen = new HashSet<string>();
        var next = new Stack<ServicePlan>([one]);
        while (next.TryPop(out var at))
        {
            if (at == other)
            {
                return true;
            }

            if (seen.Add(at.Name))
            {
                group.AskedBy(at).ToList().ForEach(next.Push);
            }
        }

        return false;
    }
}
