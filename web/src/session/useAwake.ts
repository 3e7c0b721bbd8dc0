import { useEffect } from 'react';
import { holdScreen } from '../lib/holdScreen.ts';
import { usePreferences } from './usePreferences.ts';

/** Keeps the screen on while `wanted`, for who chose that, where the device can. */
export function useAwake(wanted: boolean): void {
  const { awake } = usePreferences();
  useEffect(() => {
    if (wanted && awake && 'wakeLock' in navigator) return holdScreen(navigator.wakeLock, document);
  }, [wanted, awake]);
}
