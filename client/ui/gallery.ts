import { createApp } from 'vue';
import './css/ui.css';
import Gallery from './Gallery.vue';
import { setLanguage } from './language.ts';

/**
 * The components side by side in both themes, to be looked at: development only. `?en` shows them in
 * English, `?light` or `?dark` one theme alone.
 */
setLanguage(location.search.includes('en') ? 'en' : 'zh');
createApp(Gallery).mount('#gallery');
