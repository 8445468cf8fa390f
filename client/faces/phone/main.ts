import { createPinia } from 'pinia';
import { createApp } from 'vue';
import '../../ui/css/ui.css';
import '../../ui/theme.ts';
import PhonePage from './PhonePage.vue';

createApp(PhonePage).use(createPinia()).mount('#app');
