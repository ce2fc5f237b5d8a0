using Tincan.Hosting;
using Tincan.Wires;
using Tincan.Parsing;

namespace Tincan.Cli.Up;

/// <summary>What only shows when a plan is run, said with the service and the place in the file: <c>FILE:LINE:COLUMN: SERVICE: what</c>.</summary>
internal static class PlacedError
{
    /// <summary>The same error with its place.</summary>
    /// <param name="where">The place; null if the plan is not from a file.</param>
    /// <param name="service">The service.</param>
    /// <param name="error">What happened.</param>
    public static Exception Of(SourceValue? where, string service, Exception error)
    {
        var who = where is null ? service : $"{where.Place}: {service}";
        return error switch
        {
            ConnectException => new ConnectException($"{who}: {error.Message}", error),
            ServerFaultException => new ServerFaultException($"{who}: {error.Message}", error),
            _ => new BadFileException(who, 0, error.Message, error),
        };
    }

    /// <summary>Does something that may fail because of what was said at a place.</summary>
    public static T Within<T>(SourceValue? where, string service, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (IsExpected(error))
        {
            throw Of(where, service, error);
        }
    }

    /// <summary>Does something that may fail because of what was said at a place.</summary>
    public static async Task<T> WithinAsync<T>(SourceValue? where, string service, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (IsExpected(error))
        {
            throw Of(where, service, error);
        }
    }

    /// <summary>Not for a bug, nor for what is said at its place already.</summary>
    private static bool IsExpected(Exception error) =>
        error is BadFileException or ServerFaultException or IOException or UnauthorizedAccessException;
}
