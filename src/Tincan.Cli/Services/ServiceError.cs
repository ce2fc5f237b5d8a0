using Tincan.Cli.Terminal;
using Tincan.Hosting;

namespace Tincan.Cli.Services;

/// <summary>Errors of a service that name it and, if it is from a file, its position there: <c>FILE:LINE:COLUMN: SERVICE: what</c>.</summary>
internal static class ServiceError
{
    /// <summary>A setting that does not fit.</summary>
    /// <param name="where">Its position; null if it is from the command line.</param>
    /// <param name="problem">What does not fit.</param>
    public static Exception Of(SourceValue? where, string problem) => where is null ? new UsageException(problem) : where.Error(problem);

    /// <summary>A text that does not fit.</summary>
    /// <inheritdoc cref="Of(SourceValue?, string)"/>
    public static Exception OfWord(SourceValue? where, string problem) => where is null ? new UsageException(problem) : where.Word.Error(problem);

    /// <summary>Something that only shows when a service is started.</summary>
    /// <param name="service">The service.</param>
    /// <param name="where">The position that is to blame; null if it is not from a file.</param>
    /// <param name="error">What happened.</param>
    public static Exception Of(ServicePlan service, SourceValue? where, Exception error)
    {
        if (service.IsAlone)
        {
            return error;
        }

        var who = where is null ? service.Name : $"{where.Place}: {service.Name}";
        return error switch
        {
            ConnectException => new ConnectException($"{who}: {error.Message}", error),
            ServerFaultException => new ServerFaultException($"{who}: {error.Message}", error),
            _ => new BadFileException(who, 0, error.Message, error),
        };
    }

    /// <summary>Does something that may fail because of a setting.</summary>
    public static T Within<T>(ServicePlan service, SourceValue? where, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (IsExpected(error))
        {
            throw Of(service, where, error);
        }
    }

    /// <summary>Does something that may fail because of a setting.</summary>
    public static async Task<T> WithinAsync<T>(ServicePlan service, SourceValue? where, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (IsExpected(error))
        {
            throw Of(service, where, error);
        }
    }

    /// <summary>Not a bug, nor an error that has its position already.</summary>
    private static bool IsExpected(Exception error) =>
        error is BadFileException or ServerFaultException or IOException or UnauthorizedAccessException;
}
